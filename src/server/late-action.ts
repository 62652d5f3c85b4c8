/** An action that may be asked for before there is one; it is then done as soon as there is. */
export interface LateAction {
  ask(): void
  is(action: () => void): void
}

export function lateAction(): LateAction {
  let wanted = false
  let act = () => {
    wanted = true
  }
  return {
    ask: () => act(),
    is(action) {
      act = action
      if (wanted) action()
    },
  }
}
