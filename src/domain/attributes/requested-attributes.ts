import { ServiceError } from '../../contract/service-error.ts'
import { findAttribute, type PoolSchema } from '../schema/attribute-definition.ts'

/**
 * The attributes that a list of users is to show, or undefined for all of them. An empty list asks for nothing in
 * particular.
 * @throws InvalidParameterException if the schema lacks one of them, or `sub` is all that is asked for
 */
export function requestedAttributes(
  schema: PoolSchema,
  names: readonly string[] | undefined,
): ReadonlySet<string> | undefined {
  if (!names?.length) return undefined
  if (names.every((name) => name === 'sub')) throw subAloneRequested()
  if (names.some((name) => !findAttribute(schema, name))) throw unknownAttributeRequested()
  return new Set(names)
}

/** AWS: a measured answer, though beside another attribute `sub` may be asked for. */
const subAloneRequested = () =>
  new ServiceError('InvalidParameterException', 'Input fails to satisfy the constraints.')

const unknownAttributeRequested = () =>
  new ServiceError('InvalidParameterException', 'One or more requested attributes do not exist.')
