// What docs/guides/terraform.md says is replayed: a row for each resource and data source.
import {
  type DataSource,
  signingCertificateData,
  userPoolClientData,
  userPoolClientsData,
  userPoolData,
  userPoolsData,
} from './data-sources.ts'
import type { Resource } from './resource.ts'
import { userPool } from './user-pool.ts'
import { managedUserPoolClient, userPoolClient } from './user-pool-client.ts'
import { userPoolDomain } from './user-pool-domain.ts'
import { userPoolReplica } from './user-pool-replica.ts'

export const RESOURCES: readonly Resource[] = [
  userPool,
  userPoolClient,
  managedUserPoolClient,
  userPoolDomain,
  userPoolReplica,
]

const DATA_SOURCES: readonly DataSource[] = [
  userPoolData,
  userPoolsData,
  userPoolClientData,
  userPoolClientsData,
  signingCertificateData,
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
