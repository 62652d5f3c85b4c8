// The ways in which a function of any trigger can fail, and the errors for them (docs/guides/triggers.md). At SignUp
// there are more: failures.test.ts.
import { MOST_BYTES } from '../../src/gateways/functions/function-target.ts'
import { type FunctionBody, thrown } from '../support/functions.ts'
import type { Refusal } from '../support/journeys.ts'

export interface FailureKind {
  readonly what: string
  readonly body: FunctionBody
  /** The error of the operation. */
  refusal(trigger: string): Refusal
  /** How often the function is called. */
  readonly calls: number
  /** Whether the server waits for the function until its deadline. */
  readonly isSlow?: true
}

const INVALID_JSON: Refusal = [
  'InvalidLambdaResponseException',
  'Invalid lambda function output : Invalid JSON',
]
const UNRECOGNIZABLE: Refusal = ['InvalidLambdaResponseException', 'Unrecognizable lambda output']

const failed =
  (message: string) =>
  (trigger: string): Refusal => ['UserLambdaValidationException', `${trigger} failed with error ${message}.`]
const notInvoked =
  (error: string) =>
  (trigger: string): Refusal => [
    'UnexpectedLambdaException',
    `${trigger} invocation failed due to error ${error}.`,
  ]

const TOO_LARGE = 'Response payload size exceeded maximum allowed payload size (6291556 bytes).'
/** JSON of a few bytes too many. */
const TOO_MUCH = Buffer.from(JSON.stringify({ more: 'x'.repeat(MOST_BYTES) }))
const TOO_SLOW = notInvoked('Socket timeout while invoking Lambda function')

export const FAILURE_KINDS: readonly FailureKind[] = [
  { what: 'throws', body: thrown('Stop'), refusal: failed('Stop'), calls: 1 },
  { what: 'never answers', body: () => undefined, refusal: TOO_SLOW, calls: 3, isSlow: true },
  {
    what: 'returns nothing',
    body: (_event, response) => void response.end(),
    refusal: () => INVALID_JSON,
    calls: 1,
  },
  {
    what: 'returns a response of the wrong type',
    body: (event) => ({ ...event, response: ['yes'] }),
    refusal: () => UNRECOGNIZABLE,
    calls: 1,
  },
  {
    what: 'returns too much',
    body: (_event, response) => void response.end(TOO_MUCH),
    refusal: failed(TOO_LARGE),
    calls: 1,
  },
  {
    what: 'hangs up',
    body: (_event, response) => void response.destroy(),
    refusal: notInvoked('ServiceException'),
    calls: 3,
  },
]

/** The refusal of a function that answers too late. */
export const tooLate = TOO_SLOW
