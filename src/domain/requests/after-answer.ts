import { ServiceError } from '../../contract/service-error.ts'
import type { World } from './world.ts'

/** The work that one request leaves for after its response. */
export interface AfterAnswer {
  /** For the handler. If the request fails, the work is dropped. */
  add(work: () => Promise<unknown>): void
  /**
   * Accepts the work. Returns a function that starts it, to be called when the response is sent; undefined if there is
   * none.
   */
  takeOn(): (() => void) | undefined
}

/** The caller has its response already, so failures are logged and counted. */
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
