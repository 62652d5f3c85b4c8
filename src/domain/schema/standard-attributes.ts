import type { AttributeDefinition } from './attribute-definition.ts'

const text = (name: string, minLength = '0', maxLength = '2048'): AttributeDefinition => ({
  name,
  attributeDataType: 'String',
  developerOnlyAttribute: false,
  mutable: true,
  required: false,
  stringAttributeConstraints: { minLength, maxLength },
})

const flag = (name: string): AttributeDefinition => ({
  name,
  attributeDataType: 'Boolean',
  developerOnlyAttribute: false,
  mutable: true,
  required: false,
})

/**
 * The attributes of every pool, in the order in which CreateUserPool returns them. Names, types and bounds are those of
 * the real service (OpenID Connect Core 5.1 for their meaning).
 */
export const STANDARD_ATTRIBUTES: readonly AttributeDefinition[] = [
  { ...text('sub', '1'), mutable: false, required: true },
  text('name'),
  text('given_name'),
  text('family_name'),
  text('middle_name'),
  text('nickname'),
  text('preferred_username'),
  text('profile'),
  text('picture'),
  text('website'),
  text('email'),
  flag('email_verified'),
  text('gender'),
  text('birthdate', '10', '10'),
  text('zoneinfo'),
  text('locale'),
  text('phone_number'),
  flag('phone_number_verified'),
  text('address'),
  {
    name: 'updated_at',
    attributeDataType: 'Number',
    developerOnlyAttribute: false,
    mutable: true,
    required: false,
    numberAttributeConstraints: { minValue: '0' },
  },
]

/** The built-in flags that no schema entry can override: in `Schema` they create custom attributes. */
export const VERIFICATION_FLAGS: ReadonlySet<string> = new Set(['email_verified', 'phone_number_verified'])

const byName = new Map(STANDARD_ATTRIBUTES.map((attribute) => [attribute.name, attribute]))

export function standardAttribute(name: string): AttributeDefinition | undefined {
  return byName.get(name)
}
