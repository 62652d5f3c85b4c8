import type { Shape } from './model.ts'
import { isShown, recordedField, recordedMember, recordedShape } from './recorded-constraints.ts'
import { cut } from './violation.ts'

const LONGEST_VALUE = 16_384

/** A value as messages show it: quoted, structures as `TypeName(field=value, other=null)`, long values truncated. */
export function showValue(name: string | Shape, value: unknown): string {
  if (value === null || value === undefined) return ' null'
  return ` '${cut(print(name, value, LONGEST_VALUE + 1), LONGEST_VALUE)}'`
}

/** Prints in Java's style; stops soon after `room` characters, since the rest would be dropped anyway. */
function print(name: string | Shape, value: unknown, room: number): string {
  if (value === null || value === undefined) return 'null'
  const shape = typeof name === 'string' ? recordedShape(name) : name
  if (typeof name === 'string' && !isShown(name, shape)) return '***Sensitive Data Redacted***'
  switch (shape.type) {
    case 'list': {
      const elements = value as readonly unknown[]
      return `[${join(elements, (element, left) => print(shape.member, element, left), room)}]`
    }
    case 'map': {
      const entries = Object.entries(value as object)
      return `{${join(entries, ([key, entry], left) => `${key}=${print(shape.value, entry, left)}`, room)}}`
    }
    case 'structure': {
      const members = value as Readonly<Record<string, unknown>>
      const field = (member: string, left: number) =>
        `${recordedField(String(name), member)}=${print(recordedMember(String(name), shape, member), members[member], left)}`
      return `${name}(${join(Object.keys(shape.members), field, room)})`
    }
    case 'blob': {
      const { length } = value as Uint8Array
      return `java.nio.HeapByteBuffer[pos=0 lim=${length} cap=${length}]`
    }
    case 'document':
      return JSON.stringify(value).slice(0, room)
    default:
      return String(value)
  }
}

function join<T>(items: readonly T[], text: (item: T, room: number) => string, room: number): string {
  let joined = ''
  for (const [index, item] of items.entries()) {
    if (joined.length > room) break
    joined += (index === 0 ? '' : ', ') + text(item, room - joined.length)
  }
  return joined
}
