import { type Constraint, constraintsOf } from './constraint.ts'
import type { ListShape, MapShape, Shape, StructureShape } from './model.ts'
import {
  isRequired,
  isSensitive,
  isShown,
  mayBeBlank,
  recordedField,
  recordedMember,
  recordedShape,
} from './recorded-constraints.ts'
import { showValue } from './show-value.ts'
import { eachKey, eachMember, MUST_NOT_BE_NULL, prefixed, type Violation } from './violation.ts'

/** Every broken constraint of a value, in the order of the message; the same empty list for every good value. */
export type Check = (value: never) => readonly Violation[]

const NONE: readonly Violation[] = []
/** At most two for each shape of the model. */
const checks = new Map<string, Check>()

/** The check of a named shape, compiled at first use. Below a hidden value everything is hidden. */
export function checkOf(name: string | Shape, hidden = false): Check {
  if (typeof name !== 'string') return compile('', name, hidden)
  const key = hidden ? `${name} hidden` : name
  let check = checks.get(key)
  if (check === undefined) {
    const shape = recordedShape(name)
    check = compile(name, shape, hidden || !isShown(name, shape))
    checks.set(key, check)
  }
  return check
}

function compile(name: string, shape: Shape, hidden: boolean): Check {
  const show = hidden ? () => '' : (value: unknown) => showValue(name === '' ? shape : name, value)
  const own = constraintsOf(shape)
  const children = checkChildren(name, shape, hidden, show)
  if (own.length === 0) return children
  return (value) => {
    const found = children(value)
    if (own.every((constraint) => constraint.holds(value))) return found
    const broken = own.filter((constraint) => !constraint.holds(value))
    return [...broken.map(({ text }) => ({ path: '', shown: show(value), constraint: text })), ...found]
  }
}

function checkChildren(name: string, shape: Shape, hidden: boolean, show: (value: unknown) => string): Check {
  switch (shape.type) {
    case 'structure':
      return checkMembers(name, shape, hidden)
    case 'list':
      return isPlain(recordedShape(shape.member))
        ? checkPlainElements(shape, show)
        : checkElements(shape, hidden, show)
    case 'map':
      return checkEntries(shape, hidden, show)
    default:
      return () => NONE
  }
}

function checkMembers(name: string, shape: StructureShape, hidden: boolean): Check {
  const members = Object.keys(shape.members).map((member) => {
    const target = recordedMember(name, shape, member)
    const targetShape = typeof target === 'string' ? recordedShape(target) : target
    const shown = hidden || isSensitive(targetShape) ? '' : ' null'
    return {
      member,
      field: recordedField(name, member),
      check: checkOf(target, hidden),
      blank: mayBeBlank(name, member),
      missing: isRequired(name, shape, member)
        ? [{ path: recordedField(name, member), shown, constraint: MUST_NOT_BE_NULL }]
        : NONE,
    }
  })
  return (value: Readonly<Record<string, never>>) => {
    let all = NONE
    for (const { member, field, check, blank, missing } of members) {
      const sent: unknown = value[member]
      const part = blank && sent === '' ? undefined : value[member]
      const found = part === undefined ? missing : check(part)
      if (found.length === 0) continue
      all = all.concat(part === undefined ? found : found.map((violation) => prefixed(field, violation)))
    }
    return all
  }
}

function checkElements(shape: ListShape, hidden: boolean, show: (value: unknown) => string): Check {
  const check = checkOf(shape.member, hidden)
  return (value: readonly (never | null)[]) => {
    const all: Violation[] = value.includes(null) ? [nullAmong(show(value))] : []
    value.forEach((element, index) => {
      if (element === null) return
      for (const violation of check(element)) all.push(prefixed(`${index + 1}.member`, violation))
    })
    return all.length === 0 ? NONE : all
  }
}

/** AWS: reported for the list as a whole, before anything about its elements. */
function nullAmong(shown: string): Violation {
  return { path: '', shown, constraint: eachMember([MUST_NOT_BE_NULL]) }
}

/** Strings and numbers have no path of their own in a list: the message shows the list and what its elements must be. */
function checkPlainElements(shape: ListShape, show: (value: unknown) => string): Check {
  const own = constraintsOf(recordedShape(shape.member))
  const text = eachMember(textsOfElement(own))
  return (value: readonly (never | null)[]) => {
    if (value.includes(null)) return [nullAmong(show(value))]
    const good = value.every((element) => own.every((constraint) => constraint.holds(element as never)))
    return good ? NONE : [{ path: '', shown: show(value), constraint: text }]
  }
}

function checkEntries(shape: MapShape, hidden: boolean, show: (value: unknown) => string): Check {
  const keys = constraintsOf(recordedShape(shape.key))
  const text = eachKey(textsOfElement(keys))
  const check = checkOf(shape.value, hidden)
  return (value: Readonly<Record<string, never>>) => {
    const all: Violation[] = []
    const names = Object.keys(value)
    if (!names.every((key) => keys.every((constraint) => constraint.holds(key as never)))) {
      all.push({ path: '', shown: show(value), constraint: text })
    }
    for (const key of names) {
      for (const violation of check(value[key] as never)) all.push(prefixed(`${key}.member`, violation))
    }
    return all.length === 0 ? NONE : all
  }
}

/** The recorded text for a list's elements names the upper bound first. */
function textsOfElement(constraints: readonly Constraint[]): string[] {
  const texts = constraints.map(({ text }) => text)
  const upper = texts.filter((text) => text.includes('less than'))
  return [...upper, ...texts.filter((text) => !upper.includes(text))]
}

function isPlain(shape: Shape): boolean {
  return shape.type !== 'structure' && shape.type !== 'list' && shape.type !== 'map'
}
