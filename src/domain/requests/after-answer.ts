import { ServiceError } from '../../contract/service-error.ts'
import type { World } from './world.ts'

/** What one request leaves to be done after its answer. */
export interface AfterAnswer {
  /** For the handler. If the request fails, nothing is done. */
  add(work: () => Promise<unknown>): void
  /** Takes the work on. Returns what begins it, to be called when the answer is out; undefined if there is none. */
  takeOn(): (() => void) | undefined
}

/** No caller is left to return an error to, so failures are logged and counted. */
export function afterAnswer(
  { deferred, log, tally }: Pick<World, 'deferred' | 'log' | 'tally'>,
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
