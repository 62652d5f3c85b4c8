import { randomBytes, randomFillSync, randomInt, randomUUID } from 'node:crypto'

/** The source of randomness, passed in so that tests can fix it. */
export interface Entropy {
  bytes(length: number): Buffer
  /** A whole number in 0 … limit − 1, without bias. */
  below(limit: number): number
  /** A random UUID of version 4 (RFC 9562), lower case. */
  uuid(): string
}

/** Drawing a few bytes costs as much as drawing thousands, so draw them in advance. */
const DRAWN_AHEAD = 8192
const ahead = Buffer.alloc(DRAWN_AHEAD)
let used = DRAWN_AHEAD

function bytes(length: number): Buffer {
  if (length > DRAWN_AHEAD / 2) return randomBytes(length)
  if (used + length > DRAWN_AHEAD) {
    randomFillSync(ahead)
    used = 0
  }
  const drawn = Buffer.from(ahead.subarray(used, used + length))
  ahead.fill(0, used, used + length) // used bytes must not stay in memory
  used += length
  return drawn
}

export const systemEntropy: Entropy = {
  bytes,
  below: (limit) => randomInt(limit),
  uuid: () => randomUUID(),
}
