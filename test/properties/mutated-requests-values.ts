import type { Chance } from './mutated-requests-chance.ts'
import type { Json } from './mutated-requests-inputs.ts'

const STRINGS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00x',
  '\u202e\u200f',
  'İIıi',
  '😀'.repeat(129),
  'é'.repeat(2049),
  'a'.repeat(131_073),
  '__proto__',
  'constructor',
  "'; drop table user_pools; --",
  '%s%n${x}{{x}}',
  '../../etc/passwd',
  'custom:',
  'dev:custom:x',
  'arn:aws:iam::123456789012:role/x',
  'us-east-1_Missing00',
  'us-east-1_',
  '*',
  '{####}',
  '-1',
  '1e9999',
  '\r\nx-amzn-errortype: X',
]
const NUMBERS = [0, -0, -1, 0.5, 1e21, 1e308, -1e308, 2 ** 31, -(2 ** 31) - 1, 2 ** 53 + 2, 2 ** 63, 5e-324]

/** The value with one to three of its parts replaced, removed, doubled or added. */
export function mutatedValue(value: Json, chance: Chance): Json {
  let mutated = value
  for (let times = 1 + chance.below(3); times > 0; times--) mutated = mutatedOnce(mutated, chance)
  return mutated
}

function mutatedOnce(value: Json, chance: Chance): Json {
  if (typeof value !== 'object' || value === null) return replacement(value, chance)
  const keys = Object.keys(value)
  const deeper = keys.length > 0 && chance.below(10) > 0
  if (!deeper) return chance.below(4) === 0 ? replacement(value, chance) : grown(value, chance)
  const key = chance.pick(keys)
  const part = (value as Record<string, Json>)[key] ?? null
  if (chance.below(6) === 0) return without(value, key)
  const mutated = mutatedOnce(part, chance)
  return Array.isArray(value)
    ? value.map((entry, i) => (`${i}` === key ? mutated : entry))
    : { ...value, [key]: mutated }
}

function without(value: Json[] | { [name: string]: Json }, key: string): Json {
  if (Array.isArray(value)) return value.filter((_, i) => `${i}` !== key)
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
}

function grown(value: Json[] | { [name: string]: Json }, chance: Chance): Json {
  if (Array.isArray(value)) {
    const more = value[0] ?? replacement(null, chance)
    return [...value, ...Array<Json>(chance.pick([1, 2, 30, 300])).fill(more)]
  }
  const name = chance.pick(['Unknown', '', '__proto__', 'toString', 'userPoolId', '\u0000', 'x'.repeat(5000)])
  // A computed key: a literal `__proto__` would set the prototype.
  return Object.fromEntries([...Object.entries(value), [name, replacement(null, chance)]])
}

function replacement(old: Json, chance: Chance): Json {
  if (chance.below(2) === 0) {
    if (typeof old === 'string') return chance.below(2) === 0 ? cut(old, chance) : chance.pick(STRINGS)
    if (typeof old === 'number') return Math.trunc(chance.pick(NUMBERS))
    if (typeof old === 'boolean') return !old
  }
  switch (chance.below(8)) {
    case 0:
      return null
    case 1:
      return chance.below(2) === 0
    case 2:
    case 3:
      return chance.pick(NUMBERS)
    case 4:
      return chance.pick<Json>([[], {}, [null], [[]], { a: {} }, nested(chance.pick([3, 40, 2000]))])
    case 5:
      return typeof old === 'string' ? cut(old, chance) : JSON.stringify(old)
    default:
      return chance.pick(STRINGS)
  }
}

/** A string that is nearly the same: cut, doubled, with one letter in the other case, or with a blank. */
function cut(text: string, chance: Chance): string {
  const at = chance.below(text.length + 1)
  return chance.pick([
    text.slice(0, at),
    text + text,
    text.toUpperCase(),
    ` ${text}`,
    `${text.slice(0, at)}\u0301${text.slice(at)}`,
  ])
}

function nested(depth: number): Json {
  let value: Json = 1
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value }
  return value
}
