import { type AttributeDefinition, findAttribute, isCustom, type PoolSchema } from './attribute-definition.ts'

// AWS: DescribeUserPool lists the standard attributes in its own order, with the custom ones in between.
const BEFORE_CUSTOM = [
  'profile',
  'address',
  'birthdate',
  'gender',
  'preferred_username',
  'updated_at',
  'website',
  'picture',
  'identities',
  'sub',
  'email_verified',
  'phone_number_verified',
  'phone_number',
  'zoneinfo',
]
const AFTER_CUSTOM = ['locale', 'email', 'given_name', 'family_name', 'middle_name', 'name', 'nickname']

/** AWS: DescribeUserPool returns it for every pool, CreateUserPool never does. */
const IDENTITIES: AttributeDefinition = {
  name: 'identities',
  attributeDataType: 'String',
  developerOnlyAttribute: false,
  mutable: true,
  required: false,
  stringAttributeConstraints: {},
}

/** The schema with the entries that DescribeUserPool returns, in its order. */
export function describedSchema(schema: PoolSchema): PoolSchema {
  const standard = new Map([IDENTITIES, ...schema].map((attribute) => [attribute.name, attribute]))
  const pick = (names: readonly string[]) => names.flatMap((name) => standard.get(name) ?? [])
  return [...pick(BEFORE_CUSTOM), ...schema.filter(isCustom), ...pick(AFTER_CUSTOM)]
}

/** Whether DescribeUserPool lists the attribute, so that lists of attributes to read can name it. */
export function isDescribed(schema: PoolSchema, name: string): boolean {
  return name === IDENTITIES.name || findAttribute(schema, name) !== undefined
}
