import type { OperationName } from '../contract/generated/types.ts'
import { OPERATION_TRAITS } from '../contract/traits/operation-traits.ts'
import type { RatedRequest, RatedUser } from '../domain/limits/request-rates.ts'

/** The members of inputs by which requests are counted. */
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
 * The request as its rate is counted. It comes after the signature, since what strangers send must not use up the
 * account's quota, and before everything that asks the database for more.
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

/** The flow of a sign-in, by which guesses are told from refreshes. */
export function authFlowOf(input: unknown): string | undefined {
  return (input as CountedInput).AuthFlow
}
