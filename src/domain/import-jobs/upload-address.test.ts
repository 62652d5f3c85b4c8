import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { describe, test } from 'node:test'
import { MINUTE } from '../../kernel/clock.ts'
import { poolKeys } from '../credentials/pool-keys.ts'
import { uploadAddresses } from './upload-address.ts'

const NOW = Date.UTC(2026, 0, 1)
const JOB = { userPoolId: 'us-east-1_Pool00000', id: 'import-abcdefghij', createdAt: NOW }

const secret = (byte: number) => createSecretKey(Buffer.alloc(32, byte))

const addressesWith = (seed: number) =>
  uploadAddresses('https://auth.example.com/', poolKeys(secret(seed), secret(99)))
const addresses = addressesWith(1)

/** What the server is asked for at an address. */
function askedAt(address: string, now = NOW, by = addresses) {
  const { pathname, search } = new URL(address)
  return by.jobAt(pathname, search.slice(1), now)
}

describe('an upload address', () => {
  const address = addresses.of(JOB)

  test('is below the public address and names its job', () => {
    assert.match(
      address,
      /^https:\/\/auth\.example\.com\/user-import-files\/us-east-1_Pool00000\/import-abcdefghij\?/,
    )
    assert.deepEqual(askedAt(address), { userPoolId: JOB.userPoolId, id: JOB.id })
  })

  test('is valid for a quarter of an hour after the job was created', () => {
    assert.ok(askedAt(address, NOW + 15 * MINUTE - 1))
    assert.equal(askedAt(address, NOW + 15 * MINUTE), undefined)
  })

  test('is invalid later, for another job or pool, and with another key', () => {
    const later = address.replace(String(NOW + 15 * MINUTE), String(NOW + 16 * MINUTE))
    assert.notEqual(later, address)
    for (const changed of [
      later,
      address.replace('import-a', 'import-b'),
      address.replace('Pool00000', 'Pool00001'),
      address.replace(/signature=.*/, 'signature='),
      address.replace(/\?.*/, ''),
    ]) {
      assert.equal(askedAt(changed), undefined, changed)
    }
    assert.equal(askedAt(address, NOW, addressesWith(2)), undefined)
  })
})
