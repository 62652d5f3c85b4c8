import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decrypted, encrypted, isEncrypted } from '../../src/cli/transfer/encryption.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'

const PASSPHRASE = 'a passphrase of the tests'
const PIECE = 64 * 1024
/** What every file must cost at least: to derive a key at the usual cost takes eight times as long. */
const COST = 14

async function* parts(...buffers: Buffer[]) {
  yield* buffers
}

async function whole(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const read: Buffer[] = []
  for await (const part of bytes) read.push(part)
  return Buffer.concat(read)
}

const seal = (text: Buffer, cost?: number) => whole(encrypted(parts(text), PASSPHRASE, systemEntropy, cost))
const open = (file: Buffer, passphrase = PASSPHRASE) => whole(decrypted(parts(file), passphrase))

describe('an encrypted export', () => {
  for (const length of [0, 1, PIECE, PIECE + 1, 3 * PIECE]) {
    test(`of ${length} bytes is read back`, async () => {
      const text = systemEntropy.bytes(length)
      const file = await seal(text, COST)
      assert.ok(isEncrypted(file))
      assert.ok((await open(file)).equals(text))
    })
  }

  test('is read back however its bytes arrive', async () => {
    const text = systemEntropy.bytes(2 * PIECE + 7)
    const file = await seal(text, COST)
    const slices = Array.from({ length: Math.ceil(file.length / 1000) }, (_, i) =>
      file.subarray(i * 1000, (i + 1) * 1000),
    )
    assert.ok((await whole(decrypted(parts(...slices), PASSPHRASE))).equals(text))
  })

  test('takes scrypt with an N of 2^17 for its key', async () => {
    const file = await seal(Buffer.from('text'))
    const cost = 'poolhouse-export-encrypted\n'.length + 1
    assert.equal(file[cost], 17)
    assert.equal(`${await open(file)}`, 'text')
    for (const other of [13, 21]) {
      const changed = Buffer.from(file)
      changed[cost] = other
      await assert.rejects(open(changed), { name: 'NotDecrypted' })
    }
  })

  test('is not opened by another passphrase', async () => {
    await assert.rejects(open(await seal(Buffer.from('text'), COST), 'another passphrase'), {
      name: 'NotDecrypted',
    })
  })

  test('shows any change, pieces left out, moved, or cut off at the end', async () => {
    const file = await seal(systemEntropy.bytes(3 * PIECE), COST)
    const sealed = PIECE + 16
    const head = file.length - 3 * sealed
    const piece = (i: number) => file.subarray(head + i * sealed, head + (i + 1) * sealed)
    const start = file.subarray(0, head)
    for (const wrong of [
      Buffer.concat([start, piece(0), piece(1)]),
      Buffer.concat([start, piece(0), piece(2)]),
      Buffer.concat([start, piece(1), piece(0), piece(2)]),
      Buffer.concat([file, Buffer.from('x')]),
      file.subarray(0, head),
      file.subarray(0, 10),
      changed(file, head - 1),
      changed(file, head + 5),
      changed(file, file.length - 1),
    ]) {
      await assert.rejects(open(wrong), { name: 'NotDecrypted' })
    }
  })
})

function changed(file: Buffer, at: number): Buffer {
  const copy = Buffer.from(file)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
