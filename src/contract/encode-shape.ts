import { encodeTimestamp } from './encode-timestamp.ts'
import { type ListShape, type MapShape, type Shape, type StructureShape, shapeNamed } from './model.ts'

/** Turns a value of the shape, never undefined, into JSON. */
export type Encoder = (value: unknown) => string

/** At most one for each shape of the model. */
const encoders = new Map<string, Encoder>()

/** The encoder of a named shape, compiled at first use. */
export function encoderOf(name: string): Encoder {
  let encoder = encoders.get(name)
  if (encoder === undefined) {
    encoder = compile(shapeNamed(name))
    encoders.set(name, encoder)
  }
  return encoder
}

function compile(shape: Shape): Encoder {
  switch (shape.type) {
    case 'structure':
      return structureEncoder(shape)
    case 'list':
      return listEncoder(shape)
    case 'map':
      return mapEncoder(shape)
    case 'string':
      return (value) => quote(value as string)
    case 'boolean':
      return (value) => (value === true ? 'true' : 'false')
    case 'integer':
    case 'long':
      return encodeNumber
    case 'timestamp':
      return (value) => encodeTimestamp(value as number)
    case 'blob':
      return (value) => `"${Buffer.from(value as Uint8Array).toString('base64')}"`
    case 'document':
      return (value) => JSON.stringify(sorted(value))
  }
}

function structureEncoder(shape: StructureShape): Encoder {
  const members = Object.entries(shape.members)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, target]) => ({ name, key: `"${name}":`, encode: encoderOf(target) }))
  return (value) => {
    const structure = value as Readonly<Record<string, unknown>>
    let json = ''
    for (const { name, key, encode } of members) {
      const part = structure[name]
      if (part === undefined || part === null) continue
      json += (json === '' ? key : `,${key}`) + encode(part)
    }
    return `{${json}}`
  }
}

function listEncoder(shape: ListShape): Encoder {
  const encode = encoderOf(shape.member)
  return (value) => {
    let json = ''
    for (const element of value as readonly unknown[]) json += (json === '' ? '' : ',') + encode(element)
    return `[${json}]`
  }
}

function mapEncoder(shape: MapShape): Encoder {
  const encode = encoderOf(shape.value)
  return (value) => {
    const map = value as Readonly<Record<string, unknown>>
    let json = ''
    for (const key of Object.keys(map).sort()) {
      const part = map[key]
      if (part === undefined || part === null) continue
      json += `${json === '' ? '' : ','}${quote(key)}:${encode(part)}`
    }
    return `{${json}}`
  }
}

function encodeNumber(value: unknown): string {
  if (!Number.isSafeInteger(value)) throw new TypeError('an answer holds a number that is not whole')
  return String(value)
}

/** Most strings need no escape; to see that is faster than to let JSON.stringify see it. */
function quote(text: string): string {
  return /^[ !#-[\]-~]*$/.test(text) ? `"${text}"` : JSON.stringify(text)
}

/** The document with the members of its objects in ASCII order. */
function sorted(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json
  if (Array.isArray(json)) return json.map(sorted)
  const object: Record<string, unknown> = Object.create(null)
  for (const key of Object.keys(json).sort()) object[key] = sorted((json as Record<string, unknown>)[key])
  return object
}
