import { ServiceError } from '../../contract/service-error.ts'
import type { AttributeDefinition, PoolSchema } from '../schema/attribute-definition.ts'
import { STANDARD_ATTRIBUTES } from '../schema/standard-attributes.ts'
import type { AttributeEntry } from './attributes.ts'

// What the tests of the attribute rules share: the pool and the user of the recordings.

export const custom = (name: string, change: Partial<AttributeDefinition> = {}): AttributeDefinition => ({
  name,
  attributeDataType: 'String',
  developerOnlyAttribute: false,
  mutable: true,
  required: false,
  ...change,
})

/** `family_name` is required, `custom:team` mutable, `custom:tenant` not. */
export const recordedSchema: PoolSchema = [
  ...STANDARD_ATTRIBUTES.map((it) => (it.name === 'family_name' ? { ...it, required: true } : it)),
  custom('custom:team'),
  custom('custom:tenant', { mutable: false }),
  custom('custom:age', {
    attributeDataType: 'Number',
    numberAttributeConstraints: { minValue: '18', maxValue: '99' },
  }),
  custom('custom:member', { attributeDataType: 'Boolean' }),
  custom('custom:joined', { attributeDataType: 'DateTime' }),
]

export const alice: ReadonlyMap<string, string> = new Map([
  ['email', 'alice@example.com'],
  ['email_verified', 'true'],
  ['family_name', 'Example'],
  ['given_name', 'Alice'],
  ['custom:team', 'initial'],
  ['custom:tenant', 'owned'],
])

export type Pairs = readonly (readonly [string, string])[]
export const entries = (pairs: Pairs): AttributeEntry[] => pairs.map(([name, value]) => ({ name, value }))
export const family: Pairs = [['family_name', 'Example']]

export const invalid = (message: string) => new ServiceError('InvalidParameterException', message)
