import type * as Sdk from '@aws-sdk/client-cognito-identity-provider'
import type { UserPoolClient } from '../../domain/clients/user-pool-client.ts'
import { describedSchema } from '../../domain/schema/described-schema.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { describedClient } from '../../operations/clients/described-client.ts'
import { describedUserPool } from '../../operations/user-pools/described-user-pool.ts'

/** Members that always differ, or that the report covers elsewhere. */
const NOT_COMPARED = new Set([
  'Arn',
  'ClientSecret',
  'CreationDate',
  'CustomDomain',
  'Domain',
  'EstimatedNumberOfUsers',
  'LastModifiedDate',
  'Status',
])

/** The paths of the pool settings that would be described differently here than by the service. */
export function changedPoolSettings(original: Sdk.UserPoolType, pool: UserPool): string[] {
  const schema = describedSchema(pool.schema)
  const shown = describedUserPool(pool, {
    account: '',
    region: pool.region,
    schema,
    users: 0,
    tags: pool.tags,
    domains: [],
  })
  const { SchemaAttributes: before = [], ...settings } = original
  const { SchemaAttributes: after = [], ...kept } = shown
  const attributes = before.flatMap((attribute) => {
    const same = after.find(({ Name }) => Name === attribute.Name)
    return changes(attribute, same, `SchemaAttributes.${attribute.Name}`)
  })
  return [...changes(settings, kept, ''), ...attributes]
}

/** Like {@link changedPoolSettings}, for a client. */
export function changedClientSettings(original: Sdk.UserPoolClientType, client: UserPoolClient): string[] {
  return changes(original, describedClient(client, [], ''), `client ${client.id}`)
}

function changes(before: unknown, after: unknown, path: string): string[] {
  if (before === undefined || before === after) return []
  if (typeof before !== 'object' || before === null) return [path]
  return Object.entries(before).flatMap(([name, value]) => {
    if (NOT_COMPARED.has(name)) return []
    const there = (after as Record<string, unknown> | undefined)?.[name]
    return changes(value, there, path === '' ? name : `${path}.${name}`)
  })
}
