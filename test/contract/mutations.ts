import type { Shape, StringShape } from '../../src/contract/model.ts'
import {
  isRequired,
  recordedField,
  recordedMember,
  recordedShape,
} from '../../src/contract/recorded-constraints.ts'
import { inEnum } from '../../src/contract/violation.ts'

/** A value with exactly one fault, and how the message must describe it. */
export interface Mutation {
  value: unknown
  path: string
  constraint: string
}

type Structure = Readonly<Record<string, unknown>>

/** Every way to break one constraint of a good value. */
export function mutationsOf(name: string | Shape, value: unknown): Mutation[] {
  const shape = typeof name === 'string' ? recordedShape(name) : name
  switch (shape.type) {
    case 'structure':
      return Object.keys(shape.members).flatMap((member) =>
        mutationsOfMember(
          recordedMember(String(name), shape, member),
          String(name),
          member,
          value as Structure,
          isRequired(String(name), shape, member),
        ),
      )
    case 'list': {
      const list = value as readonly unknown[]
      const element = recordedShape(shape.member)
      const inside = list.slice(0, 1).flatMap((first) => {
        const mutations = mutationsOf(shape.member, first)
        return element.type === 'structure'
          ? mutations.map((m) => ({
              ...m,
              value: [m.value, ...list.slice(1)],
              path: join('1.member', m.path),
            }))
          : mutations.map((m) => ({ ...m, value: [m.value, ...list.slice(1)], path: '' }))
      })
      return [...inside, ...sizes(shape, (length) => sized(list, length))]
    }
    case 'map': {
      const [key] = Object.keys(value as object)
      if (key === undefined) return []
      return mutationsOf(shape.value, (value as Structure)[key]).map((m) => ({
        ...m,
        value: { ...(value as Structure), [key]: m.value },
        path: join(`${key}.member`, m.path),
      }))
    }
    case 'blob':
      return sizes(shape, (length) => new Uint8Array(length))
    case 'string':
      return mutationsOfString(shape)
    case 'integer':
      return mutationsOfNumber(shape)
    default:
      return []
  }
}

function mutationsOfMember(
  target: string | Shape,
  structure: string,
  member: string,
  value: Structure,
  required: boolean,
): Mutation[] {
  const field = recordedField(structure, member)
  const part = value[member]
  const inside = part === undefined ? [] : mutationsOf(target, part)
  const missing = required ? [{ value: undefined, path: '', constraint: 'Member must not be null' }] : []
  return [...inside, ...missing].map((m) => {
    const { [member]: _, ...rest } = value
    return {
      ...m,
      value: m.value === undefined ? rest : { ...rest, [member]: m.value },
      path: join(field, m.path),
    }
  })
}

function mutationsOfString({ min, max, pattern, enum: values }: StringShape): Mutation[] {
  const mutations: Mutation[] = []
  const add = (value: string, constraint: string) => mutations.push({ value, path: '', constraint })
  if (min) add('a'.repeat(min - 1), `Member must have length greater than or equal to ${min}`)
  // Astral characters, so that a count of UTF-16 units would be twice as large.
  if (max !== undefined) add('😀'.repeat(max + 1), `Member must have length less than or equal to ${max}`)
  if (pattern !== undefined) {
    const bad = /\\p|\\s/.test(pattern) ? '\u0000' : '\u2003 \n'
    add(`a${bad}`, `Member must satisfy regular expression pattern: ${pattern}`)
  }
  if (values !== undefined) add('none of them', inEnum(values))
  return mutations
}

function mutationsOfNumber({ min, max }: { min?: number; max?: number }): Mutation[] {
  const mutations: Mutation[] = []
  if (min !== undefined) {
    mutations.push({
      value: min - 1,
      path: '',
      constraint: `Member must have value greater than or equal to ${min}`,
    })
  }
  if (max !== undefined) {
    mutations.push({
      value: max + 1,
      path: '',
      constraint: `Member must have value less than or equal to ${max}`,
    })
  }
  return mutations
}

function sizes({ min, max }: { min?: number; max?: number }, make: (length: number) => unknown): Mutation[] {
  const mutations: Mutation[] = []
  if (min) {
    mutations.push({
      value: make(min - 1),
      path: '',
      constraint: `Member must have length greater than or equal to ${min}`,
    })
  }
  if (max !== undefined) {
    mutations.push({
      value: make(max + 1),
      path: '',
      constraint: `Member must have length less than or equal to ${max}`,
    })
  }
  return mutations.filter(({ value }) => value !== undefined)
}

/** The list stretched by its first element; undefined if there is none to repeat. */
function sized(list: readonly unknown[], length: number): readonly unknown[] | undefined {
  if (length <= list.length) return list.slice(0, length)
  return list.length === 0 ? undefined : Array.from({ length }, () => list[0])
}

function join(prefix: string, path: string): string {
  return path === '' ? prefix : `${prefix}.${path}`
}
