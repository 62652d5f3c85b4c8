import { ServiceError } from '../../contract/service-error.ts'
import { type AttributeDefinition, findAttribute, type PoolSchema } from '../schema/attribute-definition.ts'
import { internalName, unknownAttribute } from './attribute-internal-name.ts'
import { valueViolation } from './attribute-value.ts'
import {
  type AttributeEntry,
  type Attributes,
  type Author,
  CONTACT_ATTRIBUTES,
  lastValues,
  VERIFICATION_FLAG,
} from './attributes.ts'
import { assertContactForms } from './contact-form.ts'
import {
  assertFlagsHaveContacts,
  assertNotWrittenByTheService,
  nonMutableAttribute,
} from './verification-flags.ts'

export interface Creation {
  readonly author: Author
  /**
   * AWS: an invited user gives missing required attributes at the first sign-in, if they can still be written then. All
   * other users must have them from the start.
   */
  readonly requiredMayFollow: boolean
}

/**
 * The attributes of a new user. Immutable attributes can only be set here.
 * @throws InvalidParameterException, which names all attributes that don't conform
 */
export function newUserAttributes(
  schema: PoolSchema,
  entries: readonly AttributeEntry[],
  creation: Creation,
): Map<string, string> {
  const sent = new Map([...lastValues(entries)].filter(([, value]) => value !== ''))
  assertAuthority(sent, creation.author)
  const definitions = [...sent.keys()].map((name) => definitionOf(schema, name))
  assertConforming([
    ...schema.filter((definition) => isMissing(definition, sent, creation)).map(requiredViolation),
    ...definitions.flatMap((definition) => violationOf(definition, sent.get(definition.name) ?? '')),
  ])
  assertContactForms(sent)
  assertFlagsHaveContacts(sent, sent)
  return creation.author === 'user' ? withFlags(sent) : sent
}

function assertAuthority(sent: Attributes, author: Author): void {
  if (author === 'user') assertNotWrittenByTheService(sent.keys())
  for (const name of ['sub', 'identities']) if (sent.has(name)) throw nonMutableAttribute(name)
}

function definitionOf(schema: PoolSchema, name: string): AttributeDefinition {
  const definition = findAttribute(schema, name)
  if (!definition) throw notConforming(unknownAttribute(name))
  return definition
}

function isMissing(definition: AttributeDefinition, sent: Attributes, creation: Creation): boolean {
  if (!definition.required || definition.name === 'sub' || sent.has(definition.name)) return false
  return !(creation.requiredMayFollow && definition.mutable)
}

function requiredViolation({ name }: AttributeDefinition): string {
  return `${internalName(name)}: The attribute ${internalName(name)} is required`
}

function violationOf(definition: AttributeDefinition, value: string): string[] {
  const violation = valueViolation(definition, value)
  return violation === undefined ? [] : [`${definition.name}: ${violation}`]
}

/** AWS: users who sign up start with unverified contacts; invited users have no flag until one is set. */
function withFlags(stored: Map<string, string>): Map<string, string> {
  for (const contact of CONTACT_ATTRIBUTES) {
    if (stored.has(contact)) stored.set(VERIFICATION_FLAG[contact], 'false')
  }
  return stored
}

function assertConforming(violations: readonly string[]): void {
  if (violations.length > 0) throw notConforming(violations.join(', '))
}

const notConforming = (violations: string) =>
  new ServiceError('InvalidParameterException', `Attributes did not conform to the schema: ${violations}`)
