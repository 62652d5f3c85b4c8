import { OPERATION_TRAITS } from '../contract/traits/operation-traits.ts'
import type { RatedRequest, RatedUser, RequestRates } from '../domain/limits/request-rates.ts'
import type { TokenCaller } from '../domain/tokens/authenticate-token.ts'
import type { Instant } from '../kernel/clock.ts'
import type { Operation } from '../operations/operation.ts'

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
export function ratedRequest(
  { name }: Operation,
  input: unknown,
  { region, now }: { readonly region: string; readonly now: Instant },
): RatedRequest {
  const { UserPoolId, ResourceArn, ChallengeName } = input as CountedInput
  const { category, readOnly } = OPERATION_TRAITS[name]
  return {
    operation: name,
    category,
    region,
    now,
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

/** Counts the use that the owner of an access token makes of the service. */
export async function admitTokenCaller(
  rates: RequestRates | undefined,
  { name }: Operation,
  caller: TokenCaller | undefined,
  now: Instant,
): Promise<void> {
  if (!rates || !caller) return
  const { pool, user } = caller
  await rates.admitUser(
    { region: pool.region, now, readOnly: OPERATION_TRAITS[name].readOnly },
    { within: pool.id, username: user.username },
  )
}

/** The flow of a sign-in, by which guesses are told from refreshes. */
export function authFlowOf(input: unknown): string | undefined {
  return (input as CountedInput).AuthFlow
}
