import { fieldName } from './field-name.ts'
import { model } from './model.ts'

/** A wire shape with its members in our casing: only the first letter of each differs. Keys of maps stay. */
export type CamelMembers<T> = T extends readonly (infer Entry)[]
  ? CamelMembers<Entry>[]
  : T extends Uint8Array
    ? T
    : T extends object
      ? string extends keyof T
        ? { [Key in keyof T]: CamelMembers<T[Key]> }
        : { [Key in keyof T as Key extends string ? Uncapitalize<Key> : Key]: CamelMembers<T[Key]> }
      : T

/** Wire casing to ours, at every depth. `shapeName` names the shape of `value` in the service model. */
export function toCamelMembers<T>(shapeName: string, value: T): CamelMembers<T> {
  return renamed(shapeName, value, fieldName, (name) => name) as CamelMembers<T>
}

/** Our casing to the wire's: the inverse of {@link toCamelMembers}. Members that the shape lacks are left out. */
export function toWireMembers<T>(shapeName: string, value: CamelMembers<T> | undefined): T
export function toWireMembers(shapeName: string, value: unknown): unknown {
  return renamed(shapeName, value, (name) => name, fieldName)
}

function renamed(
  shapeName: string,
  value: unknown,
  target: (name: string) => string,
  source: (name: string) => string,
): unknown {
  if (value === undefined || value === null) return undefined
  const shape = model.shapes[shapeName]
  switch (shape?.type) {
    case 'structure': {
      const result: Record<string, unknown> = {}
      for (const [name, memberShape] of Object.entries(shape.members)) {
        const member = (value as Record<string, unknown>)[source(name)]
        if (member !== undefined) result[target(name)] = renamed(memberShape, member, target, source)
      }
      return result
    }
    case 'list':
      return (value as unknown[]).map((entry) => renamed(shape.member, entry, target, source))
    case 'map':
      return Object.fromEntries(
        Object.entries(value).map(([key, entry]) => [key, renamed(shape.value, entry, target, source)]),
      )
    default:
      return value
  }
}
