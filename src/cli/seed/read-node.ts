import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type YAMLMap,
} from 'yaml'
import { nearestName } from '../../config/nearest-name.ts'
import { recordedShape } from '../../contract/recorded-constraints.ts'
import type { Place, Problem } from './problems.ts'
import { readBytes, readDocument } from './read-value.ts'
import type { Form, MembersForm } from './world-form.ts'

/** The results of reading the file. */
export interface Reading {
  readonly document: Document
  readonly lines: LineCounter
  readonly problems: Problem[]
  /** The place of every object and list in the file, and of each of their members. */
  readonly places: Map<object, { readonly own: Place; readonly members: Readonly<Record<string, Place>> }>
}

/**
 * The value of a node, decoded like the JSON of a request: checks names of members and types of values, but not their
 * constraints. Returns undefined for null and for values with a problem.
 */
export function readNode(reading: Reading, given: unknown, form: Form, path: string, line: number): unknown {
  const node = isAlias(given) ? given.resolve(reading.document) : given
  const place = { line: lineOf(reading, node) ?? line, path }
  if (node === undefined || node === null || (isScalar(node) && node.value === null)) return undefined
  if (typeof form !== 'string') {
    return 'list' in form
      ? readList(reading, node, form.list, place)
      : readMembers(reading, node, form, place)
  }
  const shape = recordedShape(form)
  switch (shape.type) {
    case 'structure':
      return readMembers(reading, node, { members: shape.members, required: [] }, place)
    case 'list':
      return readList(reading, node, shape.member, place)
    case 'map':
      return readMap(reading, node, shape.value, place)
    case 'boolean':
      return readScalar(reading, node, place, (value) => typeof value === 'boolean', 'must be true or false')
    case 'blob':
      return readBytes(reading.problems, node, place)
    case 'document':
      return readDocument(reading.problems, node, reading.document, place)
    case 'integer':
    case 'long':
      return readScalar(reading, node, place, Number.isSafeInteger, 'must be a whole number')
    default:
      return readScalar(reading, node, place, isText, 'must be a text; put it in quotes')
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function readScalar(
  { problems }: Reading,
  node: unknown,
  place: Place,
  fits: (value: unknown) => boolean,
  otherwise: string,
): unknown {
  if (isScalar(node) && fits(node.value)) return node.value
  problems.push({ ...place, text: otherwise })
  return undefined
}

function readList(reading: Reading, node: unknown, element: Form, place: Place): unknown {
  if (!isSeq(node)) return refuse(reading, place, 'must be a list')
  const members: Record<string, Place> = {}
  const list = node.items.map((item, index) => {
    const path = `${place.path}[${index}]`
    const line = lineOf(reading, item) ?? place.line
    members[index] = { line, path }
    const value = readNode(reading, item, element, path, line)
    if (value === undefined && (item === null || (isScalar(item) && item.value === null))) {
      reading.problems.push({ line, path, text: 'must not be empty' })
    }
    return value
  })
  reading.places.set(list, { own: place, members })
  return list
}

function readMembers(reading: Reading, node: unknown, { members, required }: MembersForm, place: Place) {
  return readEntries(
    reading,
    node,
    place,
    (name) => (Object.hasOwn(members, name) ? members[name] : undefined),
    {
      unknown: (name) => {
        const nearest = nearestMember(name, Object.keys(members))
        return `is not a member here${nearest === undefined ? '' : `: did you mean ${nearest}?`}`
      },
      required,
    },
  )
}

function readMap(reading: Reading, node: unknown, value: Form, place: Place) {
  return readEntries(reading, node, place, () => value, { unknown: () => '', required: [] })
}

function readEntries(
  reading: Reading,
  node: unknown,
  place: Place,
  formOf: (name: string) => Form | undefined,
  { unknown, required }: { unknown: (name: string) => string; required: readonly string[] },
): unknown {
  if (!isMap(node)) return refuse(reading, place, 'must have members, each with a name and a colon')
  const value: Record<string, unknown> = Object.create(null)
  const members: Record<string, Place> = Object.create(null)
  for (const { key, value: member } of (node as YAMLMap<unknown, unknown>).items) {
    const name = isScalar(key) ? String(key.value) : ''
    const path = place.path === '' ? name : `${place.path}.${name}`
    const line = lineOf(reading, key) ?? place.line
    const form = formOf(name)
    if (form === undefined) {
      reading.problems.push({ line, path, text: unknown(name) })
      continue
    }
    members[name] = { line, path }
    const read = readNode(reading, member, form, path, line)
    if (read !== undefined) value[name] = read
  }
  for (const name of required) {
    if (!(name in members) || isEmpty(node, name)) refuse(reading, place, `must have the member ${name}`)
  }
  reading.places.set(value, { own: place, members })
  return value
}

function isEmpty(node: YAMLMap, name: string): boolean {
  const member: unknown = node.get(name, true)
  return member === undefined || member === null || (isScalar(member) && member.value === null)
}

function refuse({ problems }: Reading, place: Place, text: string): undefined {
  problems.push({ ...place, text })
  return undefined
}

function lineOf({ lines }: Reading, node: unknown): number | undefined {
  const start = (node as Node | null | undefined)?.range?.[0]
  return start === undefined ? undefined : lines.linePos(start).line
}

/** Compares names regardless of case, since AWS writes them in mixed case. */
function nearestMember(wrong: string, names: readonly string[]): string | undefined {
  const nearest = nearestName(
    wrong,
    names.map((name) => name.toLowerCase()),
  )
  return names.find((name) => name.toLowerCase() === nearest)
}
