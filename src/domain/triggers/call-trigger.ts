import type { JsonObject } from '../../kernel/json-object.ts'
import type { Log } from '../../kernel/log.ts'
import type { Tally } from '../../kernel/tally.ts'
import type { RequestOrigin } from '../sessions/request-origin.ts'
import { responseOf } from './read-response.ts'
import { functionFailed, notInvoked, timedOut } from './trigger-errors.ts'
import { type TriggerOccasion, triggerEvent } from './trigger-event.ts'
import type { InvocationOutcome, TriggerGateway, TriggerName } from './trigger-gateway.ts'

/** The part of a request that calls of functions use. */
export interface TriggerContext {
  readonly triggers: TriggerGateway
  readonly requestId: string
  readonly origin: RequestOrigin
  readonly log: Log
  readonly tally: Tally
}

/**
 * Calls a function and returns the `response` of its answer. Never call it inside a transaction.
 * @throws UserLambdaValidationException if the function throws
 * @throws UnexpectedLambdaException if it can't be called or takes too long
 * @throws InvalidLambdaResponseException if it returns no event
 */
export async function callTrigger(
  context: TriggerContext,
  arn: string,
  occasion: TriggerOccasion,
): Promise<JsonObject> {
  const { trigger, pool } = occasion
  const called = { trigger, arn, userPoolId: pool.id }
  return responseOf(await callFunction(context, called, triggerEvent(context, occasion)))
}

/** A function that is called, and for which trigger of which pool. */
export interface CalledFunction {
  readonly trigger: TriggerName
  readonly arn: string
  readonly userPoolId: string
}

/**
 * Calls a function with an event and returns what it returned, which may be anything.
 * @throws UserLambdaValidationException, UnexpectedLambdaException
 */
export async function callFunction(
  context: Omit<TriggerContext, 'origin'>,
  called: CalledFunction,
  event: object,
): Promise<string> {
  const { trigger, arn } = called
  const outcome = await context.triggers.invoke({ arn, payload: JSON.stringify(event) })
  context.tally.count('trigger_calls', { trigger, outcome: outcome.kind })
  if (outcome.kind !== 'answer') report(context, called, outcome)
  return answerOf(trigger, outcome)
}

function answerOf(trigger: TriggerName, outcome: InvocationOutcome): string {
  switch (outcome.kind) {
    case 'answer':
      return outcome.payload
    case 'function-error':
      throw functionFailed(trigger, outcome.message)
    case 'refused':
      throw notInvoked(trigger, outcome.error)
    case 'timeout':
      throw timedOut(trigger)
    case 'unconfigured':
      throw notInvoked(trigger, 'ResourceNotFoundException')
  }
}

/** The message of a thrown error is not logged: functions refuse users by it, and may name them. */
function report(
  { log, requestId }: Omit<TriggerContext, 'origin'>,
  { trigger, arn, userPoolId }: CalledFunction,
  outcome: Exclude<InvocationOutcome, { kind: 'answer' }>,
): void {
  const about = { requestId, userPoolId, trigger, function: arn }
  if (outcome.kind === 'function-error') log.info('The function of a trigger returned an error', about)
  else if (outcome.kind === 'unconfigured') {
    log.warn(
      'The function of a trigger is not configured here: name it under triggers in the configuration file, or set ' +
        'lambda-endpoint-url',
      about,
    )
  } else {
    const reason = outcome.kind === 'timeout' ? 'timed out' : outcome.error
    log.warn('The function of a trigger could not be called', { ...about, reason })
  }
}
