import { ServiceError } from '../../contract/service-error.ts'
import { type AttributeDefinition, findAttribute, type PoolSchema } from '../schema/attribute-definition.ts'
import { internalName, unknownAttribute } from './attribute-internal-name.ts'
import type { AttributeChange } from './attribute-update.ts'
import { type Author, CONTACT_ATTRIBUTES, VERIFICATION_FLAG } from './attributes.ts'
import { assertNotWrittenByTheService, nonMutableAttribute } from './verification-flags.ts'

/**
 * The change that deletes attributes; the same whether or not they have values. Deleting a contact also deletes its
 * verification flag.
 * @throws InvalidParameterException, which names all attributes that cannot be deleted
 */
export function attributeDeletion(
  schema: PoolSchema,
  names: readonly string[],
  author: Author,
): AttributeChange {
  if (author === 'user') assertNotWrittenByTheService(names)
  if (names.includes('identities')) throw nonMutableAttribute('identities')
  const definitions = [...new Set(names)].map((name) => definitionOf(schema, name))
  const violations = definitions.flatMap(violationOf)
  if (violations.length > 0) throw invalidUserAttributes(violations.join(', '))
  const flags = CONTACT_ATTRIBUTES.filter((contact) => names.includes(contact)).map(
    (contact) => VERIFICATION_FLAG[contact],
  )
  return { set: new Map(), removed: [...new Set([...names, ...flags])] }
}

function definitionOf(schema: PoolSchema, name: string): AttributeDefinition {
  const definition = findAttribute(schema, name)
  if (!definition) throw invalidUserAttributes(unknownAttribute(name))
  return definition
}

function violationOf(definition: AttributeDefinition): string[] {
  const name = internalName(definition.name)
  if (!definition.mutable) {
    return [`${name}: This attribute does not satisfy the mutability validation defined in the schema.`]
  }
  return definition.required ? [`${name}: The attribute ${name} is required`] : []
}

const invalidUserAttributes = (violations: string) =>
  new ServiceError('InvalidParameterException', `Invalid user attributes: ${violations}`)
