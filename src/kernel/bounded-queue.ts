/** Too much work is waiting already. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull'
}

export interface QueueLimits {
  /** How many tasks run at the same time. */
  readonly atOnce: number
  /** How many more may wait. */
  readonly waiting: number
}

export interface BoundedQueue {
  /**
   * Runs the work when its turn comes, in the order of arrival.
   * @throws QueueFull without running it
   */
  run<Result>(work: () => Promise<Result>): Promise<Result>
  isEmpty(): boolean
}

export function boundedQueue({ atOnce, waiting: most }: QueueLimits): BoundedQueue {
  const waiting: Array<() => void> = []
  let underWay = 0
  return {
    async run(work) {
      if (underWay < atOnce) underWay++
      else if (waiting.length >= most) throw new QueueFull('Too much work waits already')
      else await new Promise<void>((resolve) => waiting.push(resolve)) // takes the place of one that ended
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else underWay--
      }
    },
    isEmpty: () => underWay === 0,
  }
}

/** One queue per name, which exists while it contains something. */
export function namedQueues(limits: QueueLimits) {
  const queues = new Map<string, BoundedQueue>()
  return {
    /** Like {@link BoundedQueue.run}. */
    async run<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
      const queue = queues.get(name) ?? boundedQueue(limits)
      queues.set(name, queue)
      try {
        return await queue.run(work)
      } finally {
        if (queue.isEmpty()) queues.delete(name)
      }
    },
    /** How many queues exist. */
    size: () => queues.size,
  }
}
