import { ServiceError } from '../../contract/service-error.ts'
import type { TriggerName } from './trigger-gateway.ts'

/** What a function may say in an error; more is cut off. */
const MOST_CHARACTERS = 2048

/** The function threw. AWS: clients take the text apart, and its final period is the service's. */
export function functionFailed(trigger: TriggerName, message: string): ServiceError {
  const shown = message.slice(0, MOST_CHARACTERS)
  return new ServiceError('UserLambdaValidationException', `${trigger} failed with error ${shown}.`)
}

export function notInvoked(trigger: TriggerName, error: string): ServiceError {
  return new ServiceError('UnexpectedLambdaException', `${trigger} invocation failed due to error ${error}.`)
}

export function timedOut(trigger: TriggerName): ServiceError {
  return notInvoked(trigger, 'Socket timeout while invoking Lambda function')
}

export const invalidJson = () =>
  new ServiceError('InvalidLambdaResponseException', 'Invalid lambda function output : Invalid JSON')

export const unrecognizableOutput = () =>
  new ServiceError('InvalidLambdaResponseException', 'Unrecognizable lambda output')
