import { numberConstraints, stringConstraints } from './attribute-constraints.ts'
import {
  type AttributeDefinition,
  type AttributeRequest,
  findAttribute,
  type PoolSchema,
} from './attribute-definition.ts'
import {
  attributeDataTypeMissing,
  attributeExists,
  duplicateAttributeNames,
  requiredCustomAttribute,
  tooManyCustomAttributes,
} from './schema-errors.ts'
import { STANDARD_ATTRIBUTES } from './standard-attributes.ts'

/** Developer-only attributes count (AWS: quotas, "custom attributes per user pool", not adjustable). */
export const MAX_CUSTOM_ATTRIBUTES = 50

/**
 * The schema with all of the requested custom attributes appended in that order. Reports the first attribute that
 * breaks a rule.
 * @throws InvalidParameterException
 */
export function withCustomAttributes(schema: PoolSchema, requests: readonly AttributeRequest[]): PoolSchema {
  const added: AttributeDefinition[] = []
  for (const request of requests) {
    const name = fullName(request)
    const existing = findAttribute(schema, name)
    if (existing) throw attributeExists(`custom:${request.name}`, existing.name)
    if (findAttribute(added, name)) throw duplicateAttributeNames(name)
    added.push(customAttribute(request))
  }
  const grown = [...schema, ...added]
  if (grown.length - STANDARD_ATTRIBUTES.length > MAX_CUSTOM_ATTRIBUTES) throw tooManyCustomAttributes()
  return grown
}

/**
 * The definition of one custom attribute. As in the service, the prefix is added to every name, so
 * `custom:x` becomes `custom:custom:x`.
 */
export function customAttribute(request: AttributeRequest): AttributeDefinition {
  const name = fullName(request)
  const { attributeDataType } = request
  if (attributeDataType === undefined) throw attributeDataTypeMissing()
  if (request.required) throw requiredCustomAttribute()
  return {
    name,
    attributeDataType,
    developerOnlyAttribute: request.developerOnlyAttribute ?? false,
    mutable: request.mutable ?? true,
    required: false,
    ...(attributeDataType === 'String' && {
      stringAttributeConstraints: stringConstraints(name, request.stringAttributeConstraints),
    }),
    ...(attributeDataType === 'Number' && {
      numberAttributeConstraints: numberConstraints(name, request.numberAttributeConstraints),
    }),
  }
}

export function fullName(request: AttributeRequest): string {
  return `${request.developerOnlyAttribute ? 'dev:custom:' : 'custom:'}${request.name}`
}
