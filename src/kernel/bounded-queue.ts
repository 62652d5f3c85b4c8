/** Too much work waits already. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull'
}

export interface QueueLimits {
  /** How many pieces of work are done at the same time. */
  readonly atOnce: number
  /** How many may wait beside these. */
  readonly waiting: number
}

export interface BoundedQueue {
  /**
   * Does the work when it is its turn, in the order of arrival.
   * @throws QueueFull without doing it
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
      else await new Promise<void>((resolve) => waiting.push(resolve)) // takes over the place of one that ended
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

/** A queue for each name, for as long as there is something in it. */
export function namedQueues(limits: QueueLimits) {
  const queues = new Map<string, BoundedQueue>()
  return {
    /** As {@link BoundedQueue.run}. */
    async run<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
      const queue = queues.get(name) ?? boundedQueue(limits)
      queues.set(name, queue)
      try {
        return await queue.run(work)
      } finally {
        if (queue.isEmpty()) queues.delete(name)
      }
    },
    /** How many names have one. */
    size: () => queues.size,
  }
}
