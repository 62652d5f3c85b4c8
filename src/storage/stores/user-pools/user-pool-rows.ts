import { isDeepStrictEqual } from 'node:util'
import type { AttributeDefinition, PoolSchema } from '../../../domain/schema/attribute-definition.ts'
import { standardAttribute } from '../../../domain/schema/standard-attributes.ts'
import type { UserPool } from '../../../domain/user-pools/user-pool.ts'

export interface UserPoolRow {
  id: string
  region: string
  name: string
  attribute_schema: string
  settings: string
  tags: string
  created_at: number
  modified_at: number
  revision: string
}

export const USER_POOL_COLUMNS =
  'id, region, name, attribute_schema, settings, tags, created_at, modified_at, revision'

/** @param added the definitions of the attributes that were added since the row was saved */
export function toUserPool(row: UserPoolRow, added: readonly string[]): UserPool {
  return {
    id: row.id,
    region: row.region,
    name: row.name,
    schema: [...toSchema(row.attribute_schema), ...added.map((text) => JSON.parse(text))],
    settings: JSON.parse(row.settings),
    tags: JSON.parse(row.tags),
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  }
}

/** Most attributes of a pool are as in every pool: those are stored by name, which makes the text much shorter. */
type SchemaText = ReadonlyArray<string | AttributeDefinition>

export function schemaText(schema: PoolSchema): string {
  const text: SchemaText = schema.map((attribute) => {
    const standard = standardAttribute(attribute.name)
    return attribute === standard || isDeepStrictEqual(attribute, standard) ? attribute.name : attribute
  })
  return JSON.stringify(text)
}

function toSchema(text: string): PoolSchema {
  return (JSON.parse(text) as SchemaText).map((attribute) => {
    const found = typeof attribute === 'string' ? standardAttribute(attribute) : attribute
    if (!found) throw new Error('A pool is stored with an attribute that no pool has')
    return found
  })
}
