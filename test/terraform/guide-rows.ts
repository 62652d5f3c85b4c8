// What docs/guides/terraform.md says is replayed: a row for each resource and data source.
import {
  type DataSource,
  signingCertificateData,
  userData,
  userGroupData,
  userGroupsData,
  userPoolClientData,
  userPoolClientsData,
  userPoolData,
  userPoolsData,
} from './data-sources.ts'
import { identityProvider } from './identity-provider.ts'
import { logDelivery } from './log-delivery-configuration.ts'
import { managedLoginBranding } from './managed-login-branding.ts'
import type { Resource } from './resource.ts'
import { resourceServer } from './resource-server.ts'
import { riskConfiguration } from './risk-configuration.ts'
import { user } from './user.ts'
import { userGroup } from './user-group.ts'
import { userInGroup } from './user-in-group.ts'
import { userPool } from './user-pool.ts'
import { managedUserPoolClient, userPoolClient } from './user-pool-client.ts'
import { userPoolDomain } from './user-pool-domain.ts'
import { userPoolReplica } from './user-pool-replica.ts'
import { uiCustomization } from './user-pool-ui-customization.ts'

export const RESOURCES: readonly Resource[] = [
  userPool,
  userPoolClient,
  managedUserPoolClient,
  userPoolDomain,
  userPoolReplica,
  resourceServer,
  identityProvider(),
  user,
  userGroup,
  userInGroup,
  riskConfiguration,
  logDelivery,
  managedLoginBranding,
  uiCustomization,
]

const DATA_SOURCES: readonly DataSource[] = [
  userPoolData,
  userPoolsData,
  userPoolClientData,
  userPoolClientsData,
  signingCertificateData,
  userData,
  userGroupData,
  userGroupsData,
]

const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ')

export function resourceRows(): string[] {
  return RESOURCES.map(({ type, calls, arguments: schema }) => {
    const names = Object.keys(schema).sort()
    const inPlace = names.filter((name) => !schema[name]?.replaces)
    const anew = names.filter((name) => schema[name]?.replaces)
    return `| \`${type}\` | ${calls.join(', ')} | ${code(inPlace)} | ${code(anew)} |`
  })
}

export function dataSourceRows(): string[] {
  return DATA_SOURCES.map(({ type, calls }) => `| \`${type}\` | ${calls.join(', ')} |`)
}
