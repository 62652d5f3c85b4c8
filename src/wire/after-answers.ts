import { ServiceError } from '../contract/service-error.ts'
import type { DeferredWork } from '../kernel/deferred-work.ts'
import type { Log } from '../kernel/log.ts'
import type { Tally } from '../kernel/tally.ts'

export interface AfterAnswersParts {
  readonly deferred: DeferredWork
  readonly log: Log
  readonly tally: Tally
}

/** What one call leaves to be done when it has been answered. */
export interface AfterAnswer {
  /** To be called by the handler. Of a call that fails, nothing is done. */
  add(work: () => Promise<unknown>): void
  /** Takes the work on. Answers what begins it, to be called when the answer is out; undefined if there is none. */
  takeOn(): (() => void) | undefined
}

/** Nobody is left to answer an error to: failures are logged and counted. */
export function afterAnswer(
  { deferred, log, tally }: AfterAnswersParts,
  about: { readonly requestId: string; readonly operation: string },
): AfterAnswer {
  const works: Array<() => Promise<unknown>> = []

  function failed(error: unknown): void {
    tally.count('messages_undelivered', { operation: about.operation })
    if (error instanceof ServiceError) {
      const { name, message } = error
      log.warn('A message was not delivered, and its request is answered already', {
        ...about,
        reason: `${name}: ${message}`,
      })
    } else log.error('Work that was left for after an answer failed unexpectedly', { ...about, error })
  }

  async function doAll(): Promise<void> {
    for (const work of works) await work().catch(failed)
  }

  return {
    add: (work) => void works.push(work),
    takeOn() {
      if (works.length === 0) return undefined
      const begin = deferred.take(doAll)
      if (!begin)
        failed(new ServiceError('TooManyRequestsException', 'Too many messages are waiting to be sent'))
      return begin
    },
  }
}
