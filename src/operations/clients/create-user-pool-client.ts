import type { CreateUserPoolClientRequest } from '../../contract/generated/types.ts'
import { toCamelMembers } from '../../contract/member-case.ts'
import { assertRoomForClient } from '../../domain/clients/client-quota.ts'
import { initialSecrets } from '../../domain/clients/client-secrets.ts'
import { clientSurroundings } from '../../domain/clients/client-surroundings.ts'
import { requestedSettings } from '../../domain/clients/requested-settings.ts'
import { assertClientSettings } from '../../domain/clients/settings-rules.ts'
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
      const surroundings = await clientSurroundings(stores, pool, client, secrets, account)
      // InvalidParameter-, InvalidOAuthFlow-, ScopeDoesNotExist-, FeatureUnavailableInTierException
      assertClientSettings(client.settings, surroundings, 'creating')
      await assertRoomForClient(stores, pool.id) // LimitExceededException
      await stores.clients.insert(client)
      for (const secret of secrets) await stores.clients.addSecret(secret)
      return { UserPoolClient: describedClient(client, secrets) }
    })
    warnOfClientSettings(log, client)
    return answer
  },
})
