import type { UpdateUserPoolClientRequest } from '../../contract/generated/types.ts'
import { toCamelMembers } from '../../contract/member-case.ts'
import { clientSurroundings } from '../../domain/clients/client-surroundings.ts'
import { lockClient } from '../../domain/clients/find-client.ts'
import { requestedSettings } from '../../domain/clients/requested-settings.ts'
import { assertClientSettings } from '../../domain/clients/settings-rules.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { assertPassesRole } from '../pass-role.ts'
import { warnOfClientSettings } from '../warn-of-settings.ts'
import { describedClient } from './described-client.ts'

export const UpdateUserPoolClient = operation('UpdateUserPoolClient', {
  access: iam.onUserPool,
  auditsAnswer: true,

  async handle(input, context) {
    const { storage, now, region, account, log } = context
    const request = toCamelMembers<UpdateUserPoolClientRequest>('UpdateUserPoolClientRequest', input)
    assertPassesRole(context, 'AnalyticsConfigurationType.RoleArn', input.AnalyticsConfiguration?.RoleArn)
    const settings = requestedSettings(request)
    const answer = await storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, input.UserPoolId) // ResourceNotFoundException
      const client = await lockClient(stores, pool.id, input.ClientId) // ResourceNotFoundException
      const secrets = await stores.clients.secrets(client.id)
      const changed = { ...client, settings }
      const surroundings = await clientSurroundings(stores, pool, changed, secrets, account)
      // InvalidParameter-, InvalidOAuthFlow-, ScopeDoesNotExist-, FeatureUnavailableInTierException
      assertClientSettings(settings, surroundings, 'updating')
      const updated = { ...changed, name: input.ClientName ?? client.name, modifiedAt: now }
      await stores.clients.save(updated)
      return { UserPoolClient: describedClient(updated, secrets, account) }
    })
    warnOfClientSettings(log, { id: input.ClientId, userPoolId: input.UserPoolId, settings })
    return answer
  },
})
