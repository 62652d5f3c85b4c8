import { ServiceError } from '../../contract/service-error.ts'
import type { PoolSchema } from '../schema/attribute-definition.ts'
import { isDescribed } from '../schema/described-schema.ts'

/**
 * The attributes to return in a list of users, or undefined for all. An empty list means all.
 * @throws InvalidParameterException if the schema lacks one of them, or if only `sub` is requested
 */
export function requestedAttributes(
  schema: PoolSchema,
  names: readonly string[] | undefined,
): ReadonlySet<string> | undefined {
  if (!names?.length) return undefined
  if (names.every((name) => name === 'sub')) throw subAloneRequested()
  if (names.some((name) => !isDescribed(schema, name))) throw unknownAttributeRequested()
  return new Set(names)
}

/** AWS: as measured, although `sub` may be requested together with another attribute. */
const subAloneRequested = () =>
  new ServiceError('InvalidParameterException', 'Input fails to satisfy the constraints.')

const unknownAttributeRequested = () =>
  new ServiceError('InvalidParameterException', 'One or more requested attributes do not exist.')
