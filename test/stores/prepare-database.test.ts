import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { test } from 'node:test'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import { prepareDatabase } from '../../src/storage/prepare-database.ts'
import { RootKeyMismatch } from '../../src/storage/root-key.ts'
import { forEachDatabase } from '../support/databases.ts'

const key = (byte: number) => createSecretKey(Buffer.alloc(32, byte))

forEachDatabase((_, open) => {
  test('a database opens with the root key that it was made with, and with no other', async () => {
    const database = await open()
    await prepareDatabase(database, key(1), systemEntropy, 1)
    await prepareDatabase(database, key(1), systemEntropy, 2)
    await assert.rejects(prepareDatabase(database, key(2), systemEntropy, 3), RootKeyMismatch)
    await prepareDatabase(database, key(1), systemEntropy, 4)
  })

  test('the stored fingerprint of the root key is not the key', async () => {
    const database = await open()
    await prepareDatabase(database, key(1), systemEntropy, 1)
    const [row] = await database.all<{ fingerprint: string }>('select fingerprint from root_key')
    assert.match(row?.fingerprint ?? '', /^[0-9a-f]{64}$/)
    assert.notEqual(row?.fingerprint, key(1).export().toString('hex'))
  })
})
