/** Something to do later than what asked for it. It reports its own failures: it must not reject. */
export type Task = () => Promise<void>

/** Tasks that wait for their sign, and are then done few at a time, in the order of their signs. */
export interface DeferredWork {
  /** Takes a task on. Returns the function that lets it begin, or undefined where too much is waiting already. */
  take(task: Task): (() => void) | undefined
  /** Resolves when all that was taken on is done, or after so many milliseconds. */
  settled(patience: number): Promise<void>
  /**
   * Gives all signs that are missing, and takes nothing more on. Answers how many tasks are not done after so many
   * milliseconds.
   */
  end(patience: number): Promise<number>
}

export interface DeferralLimits {
  readonly atOnce: number
  /** Tasks that wait for their sign or their turn, or are being done. */
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
