import { ServiceError } from '../../contract/service-error.ts'
import type { PoolSchema } from '../schema/attribute-definition.ts'
import { type AttributeChange, applyChange, attributeUpdate } from './attribute-update.ts'
import { type AttributeEntry, type Attributes, lastValues } from './attributes.ts'
import { assertNotWrittenByTheService } from './verification-flags.ts'

/** The required attributes that an invited user still lacks; NEW_PASSWORD_REQUIRED asks for them. */
export function missingRequiredAttributes(schema: PoolSchema, current: Attributes): string[] {
  return schema
    .filter(({ name, required, mutable }) => required && mutable && name !== 'sub' && !current.has(name))
    .map(({ name }) => name)
}

/**
 * The change that an answer to NEW_PASSWORD_REQUIRED makes.
 * @throws NotAuthorizedException for an attribute that the user already has
 * @throws InvalidParameterException for one that is still missing, or that cannot be written like this
 */
export function newPasswordAttributes(
  schema: PoolSchema,
  current: Attributes,
  entries: readonly AttributeEntry[],
): AttributeChange {
  const owed = missingRequiredAttributes(schema, current)
  const names = [...lastValues(entries).keys()]
  assertNotWrittenByTheService(names)
  const provided = names.find((name) => current.has(name))
  if (provided !== undefined) throw alreadyProvided(provided)
  const given = entries.filter(({ name, value }) => value || !owed.includes(name)) // an empty one is still missing
  const change = attributeUpdate(schema, current, given, 'user')
  const missing = missingRequiredAttributes(schema, applyChange(current, change))
  if (missing.length > 0) throw attributesMissing(missing)
  return change
}

const alreadyProvided = (name: string) =>
  new ServiceError('NotAuthorizedException', `Cannot modify an already provided ${name}`)

const attributesMissing = (names: readonly string[]) =>
  new ServiceError('InvalidParameterException', `Invalid attributes given, ${names.join(' and ')} is missing`)
