import { isJsonObject, type JsonObject } from '../../../kernel/json-object.ts'
import { MalformedPolicy } from './malformed-policy.ts'

export interface Element {
  readonly value: unknown
  readonly path: string
}

export function asObject(value: unknown, path: string): JsonObject {
  if (!isJsonObject(value)) throw new MalformedPolicy(path, 'must be an object.')
  return value
}

export function asString(value: unknown, path: string): string {
  if (typeof value !== 'string') throw new MalformedPolicy(path, 'must be a string.')
  return value
}

/** The elements of a list; a single value counts as a list of one. An empty list would be a mistake. */
export function asList(value: unknown, path: string): Element[] {
  if (!Array.isArray(value)) return [{ value, path }]
  if (value.length === 0) throw new MalformedPolicy(path, 'must not be an empty list.')
  return value.map((element: unknown, index) => ({ value: element, path: `${path}[${index}]` }))
}

export function assertKnownMembers(object: JsonObject, known: ReadonlySet<string>, path: string): void {
  for (const name of Object.keys(object)) {
    if (known.has(name)) continue
    const where = path === '' ? name : `${path}.${name}`
    if (name === 'Principal' || name === 'NotPrincipal') {
      throw new MalformedPolicy(where, 'is not allowed in a policy of an identity.')
    }
    throw new MalformedPolicy(where, 'is not an element of the policy language.')
  }
}
