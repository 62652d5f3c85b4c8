import { setImmediate as nextLoop } from 'node:timers/promises'

/**
 * SQLite answers synchronously, so a loop over it, or many callers in turn, would keep the event loop from going round
 * and the process from serving anyone else. Every `often` calls the answer is a pause, which all callers have to await.
 */
export function breathing(often: number): () => Promise<void> | undefined {
  let calls = 0
  let pause: Promise<void> | undefined

  return () => {
    if (pause === undefined && ++calls % often === 0) {
      pause = nextLoop().then(() => {
        pause = undefined
      })
    }
    return pause
  }
}
