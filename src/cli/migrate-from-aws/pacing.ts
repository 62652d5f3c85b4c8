import type { Pacing } from '../../gateways/cognito.ts'
import { type Clock, SECOND } from '../../kernel/clock.ts'

type Pause = (milliseconds: number) => Promise<void>

const ATTEMPTS = 8
const FIRST_WAIT = SECOND / 2
const LONGEST_WAIT = 20 * SECOND

/**
 * Makes calls one after the other, at most `rate` per second. Retries throttled calls and transient failures after
 * increasing pauses.
 */
export function pacing(rate: number, clock: Clock, pause: Pause): Pacing {
  let free = 0

  async function turn(): Promise<void> {
    const now = clock()
    const at = Math.max(now, free)
    free = at + SECOND / rate
    if (at > now) await pause(at - now)
  }

  return async (call) => {
    for (let attempt = 1; ; attempt++) {
      await turn()
      try {
        return await call()
      } catch (error) {
        if (attempt === ATTEMPTS || !isPassing(error)) throw error
        await pause(Math.min(FIRST_WAIT * 2 ** (attempt - 1), LONGEST_WAIT))
      }
    }
  }
}

const PASSING = new Set([
  'TooManyRequestsException',
  'ThrottlingException',
  'InternalErrorException',
  'TimeoutError',
  'ECONNRESET',
])

function isPassing(error: unknown): boolean {
  const {
    name = '',
    code = '',
    $metadata,
  } = error as {
    name?: string
    code?: string
    $metadata?: { httpStatusCode?: number }
  }
  const status = $metadata?.httpStatusCode ?? 0
  return PASSING.has(name) || PASSING.has(code) || (status >= 500 && status !== NOT_IMPLEMENTED)
}

const NOT_IMPLEMENTED = 501
