import type { CreateUserPoolClientRequest } from '../../contract/generated/types.ts'
import { toCamelMembers } from '../../contract/member-case.ts'
import { addClient } from '../../domain/clients/add-client.ts'
import { initialSecrets } from '../../domain/clients/client-secrets.ts'
import { requestedSettings } from '../../domain/clients/requested-settings.ts'
import { newClientId, type UserPoolClient } from '../../domain/clients/user-pool-client.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { assertPassesRole } from '../pass-role.ts'
import { warnOfClientSettings } from '../warn-of-settings.ts'
import { describedClient } from './described-client.ts'

export const CreateUserPoolClient = operation('CreateUserPoolClient', {
  access: iam.onUserPool,
  auditsAnswer: true,

  async handle(input, context) {
    const { storage, now, region, account, entropy, log } = context
    const request = toCamelMembers<CreateUserPoolClientRequest>('CreateUserPoolClientRequest', input)
    assertPassesRole(context, 'AnalyticsConfigurationType.RoleArn', input.AnalyticsConfiguration?.RoleArn)
    const client: UserPoolClient = {
      id: newClientId(entropy),
      userPoolId: input.UserPoolId,
      name: input.ClientName,
      clientType: 'REGULAR',
      settings: requestedSettings(request),
      createdAt: now,
      modifiedAt: now,
    }
    const secrets = initialSecrets(entropy, client, request) // InvalidParameterException
    const answer = await storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, input.UserPoolId) // ResourceNotFoundException
      // InvalidParameter-, InvalidOAuthFlow-, ScopeDoesNotExist-, FeatureUnavailableInTier-, LimitExceededException
      await addClient(stores, pool, client, secrets, account)
      return { UserPoolClient: describedClient(client, secrets, account) }
    })
    warnOfClientSettings(log, client)
    return answer
  },
})
