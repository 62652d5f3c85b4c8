/** Work to do later. It reports its own failures and must not reject. */
export type Task = () => Promise<void>

/** Tasks that wait for a start signal and then run, a few at a time, in the order of their signals. */
export interface DeferredWork {
  /** Accepts a task. Returns the function that starts it, or undefined if too many tasks are waiting. */
  take(task: Task): (() => void) | undefined
  /** Resolves when all accepted tasks are done, or after `patience` milliseconds. */
  settled(patience: number): Promise<void>
  /**
   * Starts all tasks that have not been started, and accepts no more. Returns how many are unfinished after `patience`
   * milliseconds.
   */
  end(patience: number): Promise<number>
}

export interface DeferralLimits {
  readonly atOnce: number
  /** Tasks that wait for their signal or their turn, or are running. */
  readonly taken: number
}

export function deferredWork({ atOnce, taken: most }: DeferralLimits): DeferredWork {
  const unsigned = new Set<Task>()
  const queue: Task[] = []
  const idle: Array<() => void> = []
  let underWay = 0
  let ended = false

  const left = () => unsigned.size + queue.length + underWay

  function sign(task: Task): void {
    if (!unsigned.delete(task)) return
    queue.push(task)
    next()
  }

  function next(): void {
    while (underWay < atOnce) {
      const task = queue.shift()
      if (!task) break
      underWay++
      void task().finally(() => {
        underWay--
        next()
      })
    }
    if (left() === 0) for (const wake of idle.splice(0)) wake()
  }

  async function settled(patience: number): Promise<void> {
    if (left() === 0) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patience)
      idle.push(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  return {
    take(task) {
      if (ended || left() >= most) return undefined
      unsigned.add(task)
      return () => sign(task)
    },
    settled,
    async end(patience) {
      ended = true
      for (const task of [...unsigned]) sign(task)
      await settled(patience)
      return left()
    },
  }
}
