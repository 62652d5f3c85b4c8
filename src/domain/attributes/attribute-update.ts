import { ServiceError } from '../../contract/service-error.ts'
import { type AttributeDefinition, findAttribute, type PoolSchema } from '../schema/attribute-definition.ts'
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

/** The effect of an update, which applies as a whole or not at all. */
export interface AttributeChange {
  readonly set: Attributes
  readonly removed: readonly string[]
}

export function applyChange(current: Attributes, change: AttributeChange): Map<string, string> {
  const result = new Map([...current, ...change.set])
  for (const name of change.removed) result.delete(name)
  return result
}

/**
 * The change that an update makes. An empty value removes the attribute. A changed contact becomes unverified, unless
 * the pool's owner sets its flag in the same request; removing a contact also removes its flag.
 * @throws InvalidParameterException, which names all attributes that cannot be written like this
 */
export function attributeUpdate(
  schema: PoolSchema,
  current: Attributes,
  entries: readonly AttributeEntry[],
  author: Author,
): AttributeChange {
  const sent = lastValues(entries)
  if (author === 'user') assertNotWrittenByTheService(sent.keys())
  if (sent.has('identities')) throw nonMutableAttribute('identities')
  const violations = [...sent].flatMap(([name, value]) =>
    lineOf(name, violationOf(findAttribute(schema, name), value)),
  )
  if (violations.length > 0) throw new ServiceError('InvalidParameterException', violations.join(''))
  assertContactForms(sent)
  const change = withFlags(changeOf(sent), current, sent)
  assertFlagsHaveContacts(sent, applyChange(current, change))
  return change
}

function violationOf(definition: AttributeDefinition | undefined, value: string): string | undefined {
  if (!definition) return 'Attribute does not exist in the schema.'
  if (!definition.mutable) return 'Attribute cannot be updated.'
  if (value !== '') return valueViolation(definition, value)
  return definition.required ? 'Required attribute cannot be deleted.' : undefined
}

/** AWS: in errors about updates, each sentence ends with a line feed, including the last. */
function lineOf(name: string, violation: string | undefined): string[] {
  return violation === undefined ? [] : [`user.${name}: ${violation}\n`]
}

function changeOf(sent: Attributes): AttributeChange {
  const set = new Map<string, string>()
  const removed: string[] = []
  for (const [name, value] of sent) {
    if (value === '') removed.push(name)
    else set.set(name, value)
  }
  return { set, removed }
}

function withFlags(change: AttributeChange, current: Attributes, sent: Attributes): AttributeChange {
  const set = new Map(change.set)
  const removed = [...change.removed]
  for (const contact of CONTACT_ATTRIBUTES) {
    const flag = VERIFICATION_FLAG[contact]
    if (removed.includes(contact)) removed.push(flag)
    const value = set.get(contact)
    if (value !== undefined && value !== current.get(contact) && !sent.has(flag)) set.set(flag, 'false')
  }
  return { set, removed }
}
