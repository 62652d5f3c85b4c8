// The encrypted form of an export (docs/export-format.md): scrypt (RFC 7914) derives a key from the passphrase, and
// AES-256-GCM encrypts the text in pieces. The nonce of a piece contains its number and whether it is the last, so that
// no piece can be removed, moved or cut off.
import { createCipheriv, createDecipheriv, scryptSync } from 'node:crypto'
import type { Entropy } from '../../kernel/entropy.ts'

const MAGIC = Buffer.from('poolhouse-export-encrypted\n')
const VERSION = 1
const SALT_BYTES = 16
/** Magic, version, log2 of scrypt's N, salt. */
const HEAD_BYTES = MAGIC.length + 2 + SALT_BYTES
const COST = 17
const LOWEST_COST = 14
const HIGHEST_COST = 20
const PIECE_BYTES = 64 * 1024
const TAG_BYTES = 16

type Bytes = AsyncIterable<Buffer>

/** The file is damaged or truncated, or the passphrase is wrong: AES-GCM can't distinguish these. */
export class NotDecrypted extends Error {
  override readonly name = 'NotDecrypted'
}

export function isEncrypted(start: Buffer): boolean {
  return start.subarray(0, MAGIC.length).equals(MAGIC)
}

/** @param cost log2 of scrypt's N, from 14 to 20 */
export async function* encrypted(
  text: Bytes,
  passphrase: string,
  entropy: Entropy,
  cost = COST,
): AsyncGenerator<Buffer> {
  const head = Buffer.concat([MAGIC, Buffer.of(VERSION, cost), entropy.bytes(SALT_BYTES)])
  const key = keyOf(passphrase, head)
  yield head
  for await (const { piece, number, isLast } of inPieces(text, PIECE_BYTES)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(number, isLast), { authTagLength: TAG_BYTES })
    cipher.setAAD(head)
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
  }
}

/** Derives a key; {@link oneKey} remembers it. */
export type KeyOf = (passphrase: string, head: Buffer) => Buffer

/** A `KeyOf` that remembers the last key, for a file that is read several times: to derive one takes half a second. */
export function oneKey(): KeyOf {
  let known: { readonly from: string; readonly key: Buffer } | undefined
  return (passphrase, head) => {
    const from = JSON.stringify([passphrase, head.toString('hex')])
    if (known?.from !== from) known = { from, key: keyOf(passphrase, head) }
    return known.key
  }
}

/** @throws NotDecrypted at the first wrong piece; the pieces yielded before it are genuine */
export async function* decrypted(
  file: Bytes,
  passphrase: string,
  derive: KeyOf = keyOf,
): AsyncGenerator<Buffer> {
  const { head, rest } = await splitHead(file)
  const key = derive(passphrase, head)
  for await (const { piece, number, isLast } of inPieces(rest, PIECE_BYTES + TAG_BYTES)) {
    if (piece.length < TAG_BYTES) throw notDecrypted()
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(number, isLast), { authTagLength: TAG_BYTES })
    decipher.setAAD(head)
    decipher.setAuthTag(piece.subarray(-TAG_BYTES))
    const text = decipher.update(piece.subarray(0, -TAG_BYTES))
    try {
      yield Buffer.concat([text, decipher.final()])
    } catch {
      throw notDecrypted()
    }
  }
}

async function splitHead(file: Bytes): Promise<{ head: Buffer; rest: Bytes }> {
  const pieces = file[Symbol.asyncIterator]()
  let start = Buffer.alloc(0)
  while (start.length < HEAD_BYTES) {
    const { done, value } = await pieces.next()
    if (done) throw notDecrypted()
    start = Buffer.concat([start, value])
  }
  async function* rest() {
    yield start.subarray(HEAD_BYTES)
    yield* { [Symbol.asyncIterator]: () => pieces }
  }
  return { head: start.subarray(0, HEAD_BYTES), rest: rest() }
}

/** Splits into pieces of equal size; the last one may be shorter. Yields at least one. */
async function* inPieces(bytes: Bytes, size: number) {
  let held = Buffer.alloc(0)
  let number = 0
  for await (const part of bytes) {
    held = Buffer.concat([held, part])
    while (held.length > size) {
      yield { piece: held.subarray(0, size), number: number++, isLast: false }
      held = held.subarray(size)
    }
  }
  yield { piece: held, number, isLast: true }
}

function keyOf(passphrase: string, head: Buffer): Buffer {
  const [version = 0, cost = 0] = head.subarray(MAGIC.length)
  if (version !== VERSION || cost < LOWEST_COST || cost > HIGHEST_COST) throw notDecrypted()
  const salt = head.subarray(-SALT_BYTES)
  const [N, r] = [2 ** cost, 8]
  return scryptSync(passphrase.normalize('NFKC'), salt, 32, { N, r, p: 1, maxmem: 2 * 128 * N * r })
}

/** Twelve bytes, never the same twice under one key: the salt makes the key unique to the file. */
function nonce(number: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(number, 7)
  bytes[11] = isLast ? 1 : 0
  return bytes
}

const notDecrypted = () =>
  new NotDecrypted('the file can not be decrypted: the passphrase is another, or the file is damaged')
