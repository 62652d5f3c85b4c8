import { numberConstraints, stringConstraints } from './attribute-constraints.ts'
import type { AttributeDefinition, AttributeRequest, PoolSchema } from './attribute-definition.ts'
import { fullName, withCustomAttributes } from './custom-attributes.ts'
import { duplicateAttributeNames, standardAttributeChanged } from './schema-errors.ts'
import { STANDARD_ATTRIBUTES, standardAttribute, VERIFICATION_FLAGS } from './standard-attributes.ts'

/**
 * The schema of a new pool: the standard attributes, modified in place if the owner lists one of them, then the custom
 * attributes in the order listed.
 * @throws InvalidParameterException
 */
export function newPoolSchema(requests: readonly AttributeRequest[] = []): PoolSchema {
  refuseDuplicates(requests)
  const overrides = requests.filter(isOverride)
  const standard = STANDARD_ATTRIBUTES.map((attribute) => {
    const request = overrides.find(({ name }) => name === attribute.name)
    return request ? overridden(attribute, request) : attribute
  })
  const custom = requests.filter((request) => !isOverride(request) && request.name !== 'identities')
  return withCustomAttributes(standard, custom)
}

/** AWS: a verification flag in `Schema` does not change the built-in one but creates a custom attribute. */
function isOverride({ name }: AttributeRequest): boolean {
  return standardAttribute(name) !== undefined && !VERIFICATION_FLAGS.has(name)
}

function refuseDuplicates(requests: readonly AttributeRequest[]): void {
  const seen = new Set<string>()
  for (const request of requests) {
    const name = isOverride(request) ? request.name : fullName(request)
    if (seen.has(name)) throw duplicateAttributeNames(name)
    seen.add(name)
  }
}

function overridden(standard: AttributeDefinition, request: AttributeRequest): AttributeDefinition {
  const { name, attributeDataType } = standard
  const typeChanged =
    request.attributeDataType !== undefined && request.attributeDataType !== attributeDataType
  if (typeChanged || request.developerOnlyAttribute) throw standardAttributeChanged(name)
  const attribute: AttributeDefinition = {
    ...standard,
    mutable: request.mutable ?? standard.mutable,
    required: request.required ?? standard.required,
    ...(attributeDataType === 'String' && {
      stringAttributeConstraints: stringConstraints(name, {
        ...standard.stringAttributeConstraints,
        ...stringConstraints(name, request.stringAttributeConstraints),
      }),
    }),
    ...(attributeDataType === 'Number' && {
      numberAttributeConstraints: numberConstraints(name, {
        ...standard.numberAttributeConstraints,
        ...numberConstraints(name, request.numberAttributeConstraints),
      }),
    }),
  }
  if (name === 'sub' && !isSameDefinition(attribute, standard)) throw standardAttributeChanged(name)
  return attribute
}

function isSameDefinition(a: AttributeDefinition, b: AttributeDefinition): boolean {
  return (
    a.mutable === b.mutable &&
    a.required === b.required &&
    a.stringAttributeConstraints?.minLength === b.stringAttributeConstraints?.minLength &&
    a.stringAttributeConstraints?.maxLength === b.stringAttributeConstraints?.maxLength
  )
}
