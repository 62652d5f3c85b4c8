import { isDeepStrictEqual } from 'node:util'
import type { AttributeDefinition, PoolSchema } from '../../domain/schema/attribute-definition.ts'
import { standardAttribute } from '../../domain/schema/standard-attributes.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { boundedCache } from '../driver/bounded-cache.ts'

export interface UserPoolRow {
  id: string
  region: string
  name: string
  attribute_schema: string
  settings: string
  tags: string
  created_at: number
  modified_at: number
}

export const USER_POOL_COLUMNS = 'id, region, name, attribute_schema, settings, tags, created_at, modified_at'

export function toUserPool(row: UserPoolRow): UserPool {
  return {
    id: row.id,
    region: row.region,
    name: row.name,
    schema: schemaIn(row.attribute_schema),
    settings: settingsIn(row.settings),
    tags: JSON.parse(row.tags),
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  }
}

const TEXTS_KEPT = 1000

// Every request reads its pool, and parsing costs more than reading. What is shared so is never changed.
const schemaIn = boundedCache(TEXTS_KEPT, toSchema)
const settingsIn = boundedCache<UserPool['settings']>(TEXTS_KEPT, (text) => JSON.parse(text))

/** Most attributes of a pool are as in every pool: those are stored by name, which makes the text much shorter. */
type SchemaEntry = string | AttributeDefinition

export function schemaText(schema: PoolSchema): string {
  const text = `[${schema.map(entryText).join()}]`
  schemaIn.put(text, schema) // the next request of this pool reads it back
  return text
}

/** Of definitions, which never change: a schema that grows has all of them but one from before. */
const entryTexts = new WeakMap<AttributeDefinition, string>()

function entryText(attribute: AttributeDefinition): string {
  const known = entryTexts.get(attribute)
  if (known !== undefined) return known
  const standard = standardAttribute(attribute.name)
  const entry: SchemaEntry = isDeepStrictEqual(attribute, standard) ? attribute.name : attribute
  const text = JSON.stringify(entry)
  entryTexts.set(attribute, text)
  return text
}

function toSchema(text: string): PoolSchema {
  return (JSON.parse(text) as SchemaEntry[]).map((entry) => {
    const found = typeof entry === 'string' ? standardAttribute(entry) : entry
    if (!found) throw new Error('A pool is stored with an attribute that no pool has')
    return found
  })
}
