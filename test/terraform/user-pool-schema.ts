// The schema of aws_cognito_user_pool. The state has the attributes that differ from the standard, or are configured.
import { isDeepStrictEqual } from 'node:util'
import type { SchemaAttributeType } from '@aws-sdk/client-cognito-identity-provider'
import { type Fields, toArguments, toMembers } from './fields.ts'
import { differences, type Values } from './resource.ts'

const ATTRIBUTE: Fields = {
  attribute_data_type: 'AttributeDataType',
  developer_only_attribute: 'DeveloperOnlyAttribute',
  mutable: 'Mutable',
  name: 'Name',
  number_attribute_constraints: [
    'NumberAttributeConstraints',
    { max_value: 'MaxValue', min_value: 'MinValue' },
  ],
  required: 'Required',
  string_attribute_constraints: [
    'StringAttributeConstraints',
    { max_length: 'MaxLength', min_length: 'MinLength' },
  ],
}

/** As the provider sends them: all flags, and no constraints of texts that constrain nothing. */
export function toSchema(attributes: readonly Values[]): SchemaAttributeType[] {
  return attributes.map((attribute) => {
    const flags = { developer_only_attribute: false, mutable: false, required: false }
    const { StringAttributeConstraints: text, ...members } = toMembers(ATTRIBUTE, { ...flags, ...attribute })
    return Object.keys(text ?? {}).length > 0 ? { ...members, StringAttributeConstraints: text } : members
  })
}

/** The attributes that an update adds. */
export function addedAttributes(planned: readonly Values[], prior: readonly Values[]): Values[] {
  const isSame = (a: Values, b: Values) => Object.keys(differences(['it'], { it: a }, { it: b })).length === 0
  return planned.filter((attribute) => !prior.some((other) => isSame(attribute, other)))
}

export function attributesOf(shown: readonly SchemaAttributeType[], prior: readonly Values[]): Values[] {
  const configured = toSchema(prior)
  return shown
    .filter((it) => configured.some((other) => isDeepStrictEqual(it, other)) || !isStandard(it))
    .map((it) => {
      const { string_attribute_constraints: text, ...values } = toArguments(ATTRIBUTE, it)
      const { StringAttributeConstraints: _, ...rest } = it
      // A configured standard attribute without constraints is shown with the default ones, which count as none.
      const isUnconstrained = configured.some((other) => isDeepStrictEqual(rest, other))
      const name = values.name.replace(/^dev:/, '').replace(/^custom:/, '')
      return { ...values, name, ...(text && !isUnconstrained && { string_attribute_constraints: text }) }
    })
}

function isStandard(attribute: SchemaAttributeType): boolean {
  return STANDARD.some((other) => isDeepStrictEqual(attribute, other))
}

function standard(Name: string, rest: SchemaAttributeType): SchemaAttributeType {
  return { DeveloperOnlyAttribute: false, Mutable: true, Required: false, Name, ...rest }
}

function text(MinLength: string, MaxLength: string): SchemaAttributeType {
  return { AttributeDataType: 'String', StringAttributeConstraints: { MinLength, MaxLength } }
}

const TEXTS =
  'address email family_name gender given_name locale middle_name name nickname phone_number picture ' +
  'preferred_username profile website zoneinfo'

const STANDARD: readonly SchemaAttributeType[] = [
  ...TEXTS.split(' ').map((name) => standard(name, text('0', '2048'))),
  standard('birthdate', text('10', '10')),
  standard('email_verified', { AttributeDataType: 'Boolean' }),
  standard('identities', { AttributeDataType: 'String', StringAttributeConstraints: {} }),
  standard('phone_number_verified', { AttributeDataType: 'Boolean' }),
  standard('sub', { ...text('1', '2048'), Mutable: false, Required: true }),
  standard('updated_at', { AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '0' } }),
]
