import type { Storage } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { callTrigger, type TriggerContext } from './call-trigger.ts'
import type { Metadata } from './trigger-event.ts'
import { userAttributesOf } from './user-attributes.ts'

export interface Confirmed {
  readonly source: 'ConfirmSignUp' | 'ConfirmForgotPassword'
  readonly clientId?: string | undefined
  readonly sub: string
  readonly clientMetadata: Metadata | undefined
}

/**
 * Calls the pool's PostConfirmation function, if there is one. Call it after the confirmation is committed. AWS: the
 * user stays confirmed even if the function throws, and the caller gets the error.
 * @throws UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException
 */
export async function callPostConfirmation(
  context: TriggerContext & { readonly storage: Pick<Storage, 'stores'> },
  pool: UserPool,
  { source, clientId, sub, clientMetadata }: Confirmed,
): Promise<void> {
  const arn = pool.settings.lambdaConfig.postConfirmation
  if (arn === undefined) return
  const user = await context.storage.stores.users.find(pool.id, sub)
  if (!user) return // deleted since
  await callTrigger(context, arn, {
    trigger: 'PostConfirmation',
    source,
    pool,
    clientId,
    userName: user.username,
    request: {
      userAttributes: userAttributesOf(pool.settings, user),
      ...(clientMetadata && { clientMetadata }),
    },
    response: {},
  })
}
