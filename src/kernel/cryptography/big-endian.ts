// Unsigned integers as bytes, most significant first. Converting to and from BigInt is slow, so numbers that are only
// stored, hashed or passed to OpenSSL stay bytes.

/** An empty array gives 0. */
export function toBigInt(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex') || '0'}`)
}

/** @param width in bytes; the number must fit */
export function fromBigInt(value: bigint, width: number): Buffer {
  return Buffer.from(value.toString(16).padStart(2 * width, '0'), 'hex')
}

/** Adds leading zeros up to `width` bytes; returns `bytes` itself if it has that length. */
export function padded(bytes: Buffer, width: number): Buffer {
  if (bytes.length === width) return bytes
  const number = withoutLeadingZeros(bytes)
  const wide = Buffer.alloc(width)
  wide.set(number, width - number.length)
  return wide
}

export function withoutLeadingZeros(bytes: Uint8Array): Uint8Array {
  let zeros = 0
  while (bytes[zeros] === 0) zeros++
  return zeros === 0 ? bytes : bytes.subarray(zeros)
}

/** The shortest two's-complement form, as Java's `BigInteger` writes it: 00 goes before a first byte of 80 or more. */
export function shortestSigned(bytes: Uint8Array): Uint8Array {
  const magnitude = withoutLeadingZeros(bytes)
  const [first = 0x80] = magnitude // for 0, only the sign byte is left
  return first & 0x80 ? Buffer.concat([Buffer.of(0), magnitude]) : magnitude
}

export function isZero(bytes: Uint8Array): boolean {
  return withoutLeadingZeros(bytes).length === 0
}

/** Whether `a` is the larger number. */
export function isAbove(a: Uint8Array, b: Uint8Array): boolean {
  const [first, second] = [withoutLeadingZeros(a), withoutLeadingZeros(b)]
  if (first.length !== second.length) return first.length > second.length
  return Buffer.compare(first, second) > 0
}
