import type { AttributeEntry } from '../../../domain/attributes/attributes.ts'
import type { PoolClient } from '../../../domain/pool-clients/pool-client-store.ts'
import { type AskedAttribute, attributeField } from '../../pages/sign-in/parts/attribute-fields.tsx'
import { needsNoPassword, signUpAttributes } from '../page/pool-parts.ts'

/** What is wrong with a field, by the name of the text that says so. */
export type FieldFault = 'missing' | 'passwordsDiffer'

/** A sign-up as it was filled in. */
export interface Draft {
  readonly username: string
  /** Empty for a user who is to sign in with codes. */
  readonly password: string
  readonly attributes: readonly AskedAttribute[]
  readonly entries: readonly AttributeEntry[]
  /** By the name of the field, or of the attribute. */
  readonly faults: ReadonlyMap<string, FieldFault>
}

type Place = Pick<PoolClient, 'pool' | 'client'>

export function emptyDraft({ pool, client }: Place): Draft {
  const attributes = signUpAttributes(pool, client)
  return { username: '', password: '', attributes, entries: [], faults: new Map() }
}

export function readDraft({ pool, client }: Place, fields: URLSearchParams): Draft {
  const username = (fields.get('username') ?? '').trim()
  const password = fields.get('password') ?? ''
  const attributes = signUpAttributes(pool, client).map((asked) => withValue(asked, fields))
  const entries = attributes.flatMap(({ name, value }) => (value ? [{ name, value }] : []))
  const faults = new Map<string, FieldFault>(passwordFaults(fields, needsNoPassword({ pool, client })))
  if (username === '') faults.set('username', 'missing')
  for (const { name, value, optional } of attributes) if (!optional && !value) faults.set(name, 'missing')
  return { username, password, attributes, entries, faults }
}

/**
 * The faults of a new password that our pages ask for twice. AWS: the sign-up of the service asks once, so a form without
 * the second field is a program's.
 */
export function passwordFaults(
  fields: URLSearchParams,
  isOptional = false,
): Array<readonly [string, FieldFault]> {
  const password = fields.get('password') ?? ''
  if (password === '' && !isOptional) return [['password', 'missing']]
  return (fields.get('confirmPassword') ?? password) === password
    ? []
    : [['confirmPassword', 'passwordsDiffer']]
}

/** An attribute with what was filled in. */
export function withValue(asked: AskedAttribute, fields: URLSearchParams): AskedAttribute {
  const sent = (fields.get(attributeField(asked.name)) ?? '').trim()
  if (asked.kind === 'boolean') return { ...asked, value: sent === 'true' ? 'true' : 'false' }
  return { ...asked, value: asked.name === 'phone_number' ? phoneNumber(sent) : sent }
}

/** People write numbers with spaces and brackets. */
export function phoneNumber(text: string): string {
  return text.replaceAll(/[\s().-]/g, '')
}
