import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import { callTrigger, type TriggerContext } from './call-trigger.ts'
import type { Metadata } from './trigger-event.ts'
import { userAttributesOf } from './user-attributes.ts'

export interface Authenticating {
  readonly clientId: string
  /** The user's name, or that of a stranger as it was sent. */
  readonly userName: string
  /** Undefined for a stranger, if the client hides whether users exist. */
  readonly user: User | undefined
  /** Whether the client hides whether users exist. AWS: only then the event says whether the user was found. */
  readonly hidesUsers: boolean
  /** AWS: the ClientMetadata of InitiateAuth. */
  readonly validationData: Metadata | undefined
}

/**
 * Calls the pool's PreAuthentication function, if there is one. Call it when a user begins a sign-in, before the first
 * factor is checked. AWS: if the function throws, the sign-in is refused.
 * @throws UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException
 */
export async function callPreAuthentication(
  context: TriggerContext,
  pool: UserPool,
  { clientId, userName, user, hidesUsers, validationData }: Authenticating,
): Promise<void> {
  const arn = pool.settings.lambdaConfig.preAuthentication
  if (arn === undefined) return
  await callTrigger(context, arn, {
    trigger: 'PreAuthentication',
    source: 'Authentication',
    pool,
    clientId,
    userName,
    request: {
      userAttributes: user ? userAttributesOf(pool.settings, user) : {},
      validationData: validationData ?? null,
      ...(hidesUsers && { userNotFound: !user }),
    },
    response: {},
  })
}
