import { type Clock, MINUTE } from '../kernel/clock.ts'

/** Whether a gateway refuses all messages from us, as after a wrong password. */
export interface Refusals {
  /** Another try is made after a minute. */
  isRefused(): boolean
  note(isRefused: boolean): void
}

const REMEMBERED = MINUTE

export function refusals(clock: Clock): Refusals {
  let until = 0
  return {
    isRefused: () => clock() < until,
    note(isRefused) {
      until = isRefused ? clock() + REMEMBERED : 0
    },
  }
}
