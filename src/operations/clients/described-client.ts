import type { UserPoolClientType } from '../../contract/generated/types.ts'
import { type CamelMembers, toWireMembers } from '../../contract/member-case.ts'
import { shownAnalyticsConfiguration } from '../../domain/clients/analytics-configuration.ts'
import type { ClientSecret, UserPoolClient } from '../../domain/clients/user-pool-client.ts'

/**
 * A client in the words of the API, with the oldest of its secrets (docs/deviations.md, "secrets of a client").
 * AWS: the type is shown of registered clients only.
 */
export function describedClient(
  client: UserPoolClient,
  [oldest]: readonly ClientSecret[],
  account: string,
): UserPoolClientType {
  const analyticsConfiguration = shownAnalyticsConfiguration(client.settings.analyticsConfiguration, account)
  const settings = { ...client.settings, analyticsConfiguration } as CamelMembers<UserPoolClientType>
  return {
    ...toWireMembers<UserPoolClientType>('UserPoolClientType', settings),
    UserPoolId: client.userPoolId,
    ClientId: client.id,
    ClientName: client.name,
    ClientSecret: oldest?.value,
    ClientType: client.clientType === 'DCR' ? 'DCR' : undefined,
    CreationDate: client.createdAt,
    LastModifiedDate: client.modifiedAt,
  }
}
