import { DatabaseUnavailable } from './database-errors.ts'

/** One at a time, first come first served. */
export interface Turns {
  /** Takes the turn if it is free. */
  tryTake(): boolean
  /** Waits for the turn; rejects with DatabaseUnavailable when that takes too long. */
  take(): Promise<void>
  release(): void
  isFree(): boolean
}

/** Turns that a caller waits for `patience` milliseconds at most. */
export function takingTurns(patience: number): Turns {
  let taken = false
  const waiting = new Set<() => void>() // in order of arrival

  function tryTake(): boolean {
    if (taken) return false
    taken = true
    return true
  }

  return {
    tryTake,
    take: () =>
      new Promise((resolve, reject) => {
        if (tryTake()) return resolve()
        const granted = () => {
          clearTimeout(limit)
          resolve()
        }
        const limit = setTimeout(() => {
          waiting.delete(granted)
          // Happens, too, to a statement that runs on the database itself inside a transaction, which it would wait for.
          reject(new DatabaseUnavailable(`Waited ${patience} ms for the open transaction`))
        }, patience)
        waiting.add(granted)
      }),
    release() {
      const [next] = waiting
      if (next === undefined) {
        taken = false
        return
      }
      waiting.delete(next)
      next()
    },
    isFree: () => !taken,
  }
}
