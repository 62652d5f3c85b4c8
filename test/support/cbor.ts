/** What the encoder takes: whole numbers below 2^32 either way, texts, bytes, lists and maps. */
export type CborValue =
  | number
  | string
  | Uint8Array
  | readonly CborValue[]
  | ReadonlyMap<CborValue, CborValue>

/** A value in CBOR (RFC 8949), members of maps in the order given. */
export function cbor(value: CborValue): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  if (value instanceof Map) {
    const members = [...value].flatMap(([key, member]) => [cbor(key), cbor(member)])
    return Buffer.concat([head(5, value.size), ...members])
  }
  const list = value as readonly CborValue[]
  return Buffer.concat([head(4, list.length), ...list.map(cbor)])
}

function head(major: number, argument: number): Buffer {
  const type = major << 5
  if (argument < 24) return Buffer.of(type | argument)
  if (argument < 0x100) return Buffer.of(type | 24, argument)
  const bytes = Buffer.alloc(argument < 0x10000 ? 3 : 5)
  bytes[0] = type | (argument < 0x10000 ? 25 : 26)
  bytes.writeUIntBE(argument, 1, bytes.length - 1)
  return bytes
}
