import { valueViolation } from '../attributes/attribute-value.ts'
import type { Attributes } from '../attributes/attributes.ts'
import { assertContactForms } from '../attributes/contact-form.ts'
import { findAttribute, type PoolSchema } from '../schema/attribute-definition.ts'
import { attributesRequired, invalidUserAttributes, requiredBlank } from './federation-refused.ts'

/** AWS: no value from a provider may be longer, whatever the schema allows. */
const LONGEST = 2048

/**
 * The attributes of a user who signs in through a provider for the first time. Immutable attributes can be set here.
 * @throws FederationRefused naming all attributes that are missing, or else all that do not conform
 * @throws InvalidParameterException for a malformed address or number
 */
export function firstAttributes(schema: PoolSchema, mapped: Attributes): Map<string, string> {
  const missing = schema.filter(({ name, required }) => required && name !== 'sub' && !mapped.get(name))
  if (missing.length > 0) throw attributesRequired(missing.map(({ name }) => name))
  const given = new Map([...mapped].filter(([, value]) => value !== ''))
  assertLengths(given)
  const violations = [...given].flatMap(([name, value]) => {
    const definition = findAttribute(schema, name)
    const violation = definition && valueViolation(definition, value)
    return violation === undefined ? [] : [`${name}: ${violation}\n`]
  })
  if (violations.length > 0) throw invalidUserAttributes(violations.join(''))
  assertContactForms(given)
  return given
}

/** @throws FederationRefused naming all attributes with a value that is too long */
export function assertLengths(mapped: Attributes): void {
  const lines = [...mapped].flatMap(([name, value]) =>
    [...value].length > LONGEST ? [`${name}: String must be no longer than ${LONGEST} characters\n`] : [],
  )
  if (lines.length > 0) throw invalidUserAttributes(lines.join(''))
}

/** @throws FederationRefused naming all required attributes that a later sign-in would take away */
export function assertNoneBlank(schema: PoolSchema, mapped: Attributes): void {
  const blank = schema.filter(({ name, required, mutable }) => required && mutable && mapped.get(name) === '')
  if (blank.length > 0) throw requiredBlank(blank.map(({ name }) => name))
}
