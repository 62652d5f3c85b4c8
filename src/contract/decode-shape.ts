import type { JsonObject } from '../kernel/json-object.ts'
import {
  decodeBlob,
  decodeBoolean,
  decodeDocument,
  decodeNumber,
  decodeString,
  decodeTimestamp,
} from './decode-scalar.ts'
import { type ListShape, type MapShape, type Shape, type StructureShape, shapeNamed } from './model.ts'
import { dropsNulls } from './recorded-constraints.ts'
import { LIST_NOT_EXPECTED, STRUCTURE_NOT_EXPECTED, UNEXPECTED_TYPE, unreadable } from './serialization.ts'

/** Turns a parsed JSON value, never null, into a fresh value of the shape. */
export type Decoder = (json: unknown) => unknown

/** At most one for each shape of the model. */
const decoders = new Map<string, Decoder>()

/** The decoder of a named shape, compiled at first use. */
export function decoderOf(name: string): Decoder {
  let decoder = decoders.get(name)
  if (decoder === undefined) {
    decoder = compile(name, shapeNamed(name))
    decoders.set(name, decoder)
  }
  return decoder
}

function compile(name: string, shape: Shape): Decoder {
  switch (shape.type) {
    case 'structure':
      return structureDecoder(shape)
    case 'list':
      return dropsNulls(name) ? withoutNulls(listDecoder(shape)) : listDecoder(shape)
    case 'map':
      return mapDecoder(shape)
    case 'string':
      return decodeString
    case 'boolean':
      return decodeBoolean
    case 'integer':
      return (json) => decodeNumber(json, 2 ** 31, 'an Integer')
    case 'long':
      return (json) => decodeNumber(json, 2 ** 53, 'a Long')
    case 'timestamp':
      return decodeTimestamp
    case 'blob':
      return decodeBlob
    case 'document':
      return decodeDocument
  }
}

// The members' names come from the model, never from the request: none of them is inherited by a plain object.
function structureDecoder(shape: StructureShape): Decoder {
  const members = Object.entries(shape.members).map(([name, target]) => ({ name, decode: decoderOf(target) }))
  return (json) => {
    if (typeof json !== 'object') throw unreadable(UNEXPECTED_TYPE)
    if (Array.isArray(json)) throw unreadable(LIST_NOT_EXPECTED)
    const structure: Record<string, unknown> = {}
    for (const { name, decode } of members) {
      const part = (json as JsonObject)[name]
      if (part !== undefined && part !== null) structure[name] = decode(part)
    }
    return structure
  }
}

/** A null element stays: the validator reports it with its index. */
function listDecoder(shape: ListShape): Decoder {
  const decode = decoderOf(shape.member)
  return (json) => {
    if (!Array.isArray(json)) {
      throw unreadable(typeof json === 'object' ? STRUCTURE_NOT_EXPECTED : UNEXPECTED_TYPE)
    }
    return json.map((element) => (element === null ? null : decode(element)))
  }
}

function withoutNulls(decode: Decoder): Decoder {
  return (json) => (decode(json) as unknown[]).filter((element) => element !== null)
}

/** A map without prototype: keys come from the request and may be `__proto__` or `constructor`. */
function mapDecoder(shape: MapShape): Decoder {
  const decode = decoderOf(shape.value)
  return (json) => {
    if (typeof json !== 'object' || Array.isArray(json)) throw unreadable('Expected map or null')
    const map: Record<string, unknown> = Object.create(null)
    for (const key of Object.keys(json as JsonObject)) {
      const part = (json as JsonObject)[key]
      if (part !== null) map[decodeString(key)] = decode(part)
    }
    return map
  }
}
