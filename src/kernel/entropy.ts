import { randomBytes, randomInt, randomUUID } from 'node:crypto'

/** The source of chance, handed in so that a test can fix it. */
export interface Entropy {
  bytes(length: number): Buffer
  /** A whole number in 0 … limit − 1, without bias. */
  below(limit: number): number
  /** A random UUID of version 4 (RFC 9562), lower case. */
  uuid(): string
}

export const systemEntropy: Entropy = {
  bytes: randomBytes,
  below: (limit) => randomInt(limit),
  uuid: () => randomUUID(),
}
