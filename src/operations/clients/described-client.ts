import type { UserPoolClientType } from '../../contract/generated/types.ts'
import { type CamelMembers, toWireMembers } from '../../contract/member-case.ts'
import type { ClientSecret, UserPoolClient } from '../../domain/clients/user-pool-client.ts'

/**
 * A client in the words of the API, with the oldest of its secrets (docs/deviations.md, "secrets of a client").
 * AWS: the type is shown of registered clients only.
 */
export function describedClient(
  client: UserPoolClient,
  [oldest]: readonly ClientSecret[],
): UserPoolClientType {
  const settings = client.settings as CamelMembers<UserPoolClientType>
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
