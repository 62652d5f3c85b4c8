import type { OperationName } from '../contract/generated/types.ts'
import { OPERATION_TRAITS } from '../contract/traits/operation-traits.ts'
import type { RatedRequest, RatedUser } from '../domain/limits/request-rates.ts'

/** The input members by which requests are counted. */
interface CountedInput {
  readonly UserPoolId?: string
  readonly ResourceArn?: string
  readonly ClientId?: string
  readonly Username?: string
  readonly AuthFlow?: string
  readonly ChallengeName?: string
  readonly AuthParameters?: Readonly<Record<string, string>>
  readonly ChallengeResponses?: Readonly<Record<string, string>>
}

/**
 * The request as the rates count it. Counted after the signature check, so that strangers cannot use up the account's
 * quota, and before anything that needs more of the database.
 */
export function ratedRequest(operation: OperationName, input: unknown): Omit<RatedRequest, 'region' | 'now'> {
  const { UserPoolId, ResourceArn, ChallengeName } = input as CountedInput
  const { category, readOnly } = OPERATION_TRAITS[operation]
  return {
    operation,
    category,
    readOnly,
    challengeName: ChallengeName,
    pool: UserPoolId ?? ResourceArn,
    user: namedUser(input as CountedInput),
  }
}

function namedUser(input: CountedInput): RatedUser | undefined {
  const { UserPoolId, ClientId, Username, AuthParameters, ChallengeResponses } = input
  const within = UserPoolId ?? ClientId
  const username = Username ?? AuthParameters?.USERNAME ?? ChallengeResponses?.USERNAME
  return within === undefined || username === undefined ? undefined : { within, username }
}

/** The flow of a sign-in, which distinguishes guesses from refreshes. */
export function authFlowOf(input: unknown): string | undefined {
  return (input as CountedInput).AuthFlow
}
