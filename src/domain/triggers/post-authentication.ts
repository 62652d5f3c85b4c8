import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import { callTrigger, type TriggerContext } from './call-trigger.ts'
import type { Metadata } from './trigger-event.ts'
import { userAttributesOf } from './user-attributes.ts'

export interface Authenticated {
  readonly clientId: string
  readonly user: User
  /** Whether the pool tracks devices, and the user comes from none that it knows. */
  readonly newDeviceUsed: boolean
  readonly clientMetadata: Metadata | undefined
}

/**
 * Calls the pool's PostAuthentication function, if there is one. Call it when all is proven, before tokens are granted.
 * AWS: if the function throws, there are no tokens.
 * @throws UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException
 */
export async function callPostAuthentication(
  context: TriggerContext,
  pool: UserPool,
  { clientId, user, newDeviceUsed, clientMetadata }: Authenticated,
): Promise<void> {
  const arn = pool.settings.lambdaConfig.postAuthentication
  if (arn === undefined) return
  await callTrigger(context, arn, {
    trigger: 'PostAuthentication',
    source: 'Authentication',
    pool,
    clientId,
    userName: user.username,
    request: {
      userAttributes: userAttributesOf(pool.settings, user),
      newDeviceUsed,
      ...(clientMetadata && { clientMetadata }),
    },
    response: {},
  })
}
