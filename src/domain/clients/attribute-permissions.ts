import { ServiceError } from '../../contract/service-error.ts'
import { type Attributes, CONTACT_ATTRIBUTES, VERIFICATION_FLAG } from '../attributes/attributes.ts'
import { type AttributeDefinition, findAttribute, type PoolSchema } from '../schema/attribute-definition.ts'
import { isDescribed } from '../schema/described-schema.ts'
import type { ClientSettings } from './user-pool-client.ts'

/** A client's lists of attributes; an absent or empty list sets no limit. */
export type AttributePermissions = Pick<ClientSettings, 'readAttributes' | 'writeAttributes'>

/** AWS: these may not be in a client's list of writable attributes. */
const NEVER_WRITABLE: ReadonlySet<string> = new Set(['sub', 'email_verified', 'phone_number_verified'])

/**
 * Call it before checking the schema, so that a client learns nothing about attributes outside its list.
 * @throws NotAuthorizedException
 */
export function assertWritable(
  permissions: AttributePermissions,
  schema: PoolSchema,
  names: Iterable<string>,
): void {
  for (const name of names) {
    if (!isWritable(permissions, findAttribute(schema, name), name)) throw unauthorizedWrite()
  }
}

function isWritable(
  { writeAttributes }: AttributePermissions,
  definition: AttributeDefinition | undefined,
  name: string,
): boolean {
  if (definition?.developerOnlyAttribute) return false
  if (!writeAttributes?.length || writeAttributes.includes(name)) return true
  return definition !== undefined && isRequired(definition)
}

/**
 * Whether a provider may write the attribute of a user who signs in to the client. AWS: it writes what the client may.
 * The flag of a contact goes with the contact, since no client's list can name it.
 */
export function isWritableByProvider(
  permissions: AttributePermissions,
  schema: PoolSchema,
  name: string,
): boolean {
  const contact = CONTACT_ATTRIBUTES.find((it) => VERIFICATION_FLAG[it] === name)
  return isWritable(permissions, findAttribute(schema, contact ?? name), contact ?? name)
}

/**
 * The attributes that the client may read, by its present list. `sub`, which is not included, and the identities at
 * providers are readable by all, whether the list names them or not.
 */
export function readableAttributes(
  { readAttributes }: AttributePermissions,
  attributes: Attributes,
): Attributes {
  if (!readAttributes?.length) return attributes
  return new Map([...attributes].filter(([name]) => name === 'identities' || readAttributes.includes(name)))
}

/**
 * Checks the lists in a request to create or update a client.
 * @throws InvalidParameterException
 */
export function assertPermissionLists(
  schema: PoolSchema,
  { readAttributes, writeAttributes }: AttributePermissions,
  when: 'creating' | 'updating',
): void {
  if (readAttributes?.some((name) => !isDescribed(schema, name))) throw invalidList('read', when)
  if (!writeAttributes?.length) return
  const allowed = writeAttributes.every((name) => {
    const definition = findAttribute(schema, name)
    return definition && !definition.developerOnlyAttribute && !NEVER_WRITABLE.has(name)
  })
  const complete = schema.filter(isRequired).every(({ name }) => writeAttributes.includes(name))
  if (!allowed || !complete) throw invalidList('write', when)
}

/** Whether a user must give the attribute at sign-up, which is not so for `sub`. */
function isRequired({ name, required }: AttributeDefinition): boolean {
  return required && name !== 'sub'
}

const unauthorizedWrite = () =>
  new ServiceError('NotAuthorizedException', 'A client attempted to write unauthorized attribute')

const invalidList = (list: 'read' | 'write', when: 'creating' | 'updating') =>
  new ServiceError('InvalidParameterException', `Invalid ${list} attributes specified while ${when} a client`)
