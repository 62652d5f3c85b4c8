import type { UserPoolClient } from '../../../domain/clients/user-pool-client.ts'

/** The client as if it had USER_AUTH. AWS: the pages take no notice of ExplicitAuthFlows. */
export function choosing(client: UserPoolClient): UserPoolClient {
  const { explicitAuthFlows = [] } = client.settings
  return {
    ...client,
    settings: { ...client.settings, explicitAuthFlows: [...explicitAuthFlows, 'ALLOW_USER_AUTH'] },
  }
}
