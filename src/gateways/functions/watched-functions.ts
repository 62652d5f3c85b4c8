import { withoutSecrets } from '../../domain/triggers/hide-secrets.ts'
import type { InvocationOutcome, TriggerGateway } from '../../domain/triggers/trigger-gateway.ts'
import type { TriggerWatch, WatchedCall } from '../../domain/triggers/trigger-watch.ts'
import type { Clock, Instant } from '../../kernel/clock.ts'

/** Who watches asks again within this many milliseconds. */
const WATCHED_FOR = 30_000

const MOST_CALLS = 200
const LONGEST_FAULT = 500

/** Functions whose calls can be watched. Calls are kept only while they are watched. */
export function watchedFunctions(
  gateway: TriggerGateway,
  clock: Clock,
): TriggerGateway & { readonly watch: TriggerWatch } {
  let calls: WatchedCall[] = []
  let last = 0
  let watchedUntil: Instant = 0

  return {
    async invoke(call) {
      const at = clock()
      const outcome = await gateway.invoke(call)
      const now = clock()
      if (now >= watchedUntil) return outcome
      const event = withoutSecrets(call.payload)
      const seen = { id: ++last, at, milliseconds: now - at, function: call.arn, event, ...shown(outcome) }
      calls = [...calls, seen].slice(-MOST_CALLS)
      return outcome
    },
    watch: {
      since(id) {
        if (clock() >= watchedUntil) calls = []
        watchedUntil = clock() + WATCHED_FOR
        return { calls: id === undefined ? [] : calls.filter((call) => call.id > id), last }
      },
    },
  }
}

function shown(outcome: InvocationOutcome): Pick<WatchedCall, 'outcome' | 'response' | 'fault'> {
  const { kind } = outcome
  switch (kind) {
    case 'answer':
      return { outcome: kind, ...shownAnswer(outcome.payload) }
    case 'function-error':
      return { outcome: kind, fault: outcome.message.slice(0, LONGEST_FAULT) }
    case 'refused':
      return { outcome: kind, fault: outcome.error }
    case 'timeout':
      return { outcome: kind, fault: 'it did not answer in time' }
    case 'unconfigured':
      return {
        outcome: kind,
        fault: 'name it under triggers in the configuration file, or set lambda-endpoint-url',
      }
  }
}

/** Only what the function decides: the rest is the event once more. */
function shownAnswer(payload: string): Pick<WatchedCall, 'response' | 'fault'> {
  const answer = withoutSecrets(payload)
  if (answer === undefined) return { fault: `the answer is no JSON (${payload.length} characters)` }
  const isEvent = typeof answer === 'object' && answer !== null && 'response' in answer
  return isEvent ? { response: answer.response } : { fault: 'the answer is no event' }
}
