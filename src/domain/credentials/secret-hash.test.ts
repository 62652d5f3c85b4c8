import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ServiceError } from '../../contract/service-error.ts'
import { assertSecretHash, secretHash } from './secret-hash.ts'

const clientId = '1example23456789'
const confidential = { clientId, secrets: ['old-secret', 'new-secret'] }
const open = { clientId, secrets: [] }
const names = ['alice@example.com', 'alice', 'f4d80488-3091-7046-550f-af874ac9b09e']

const refused = (run: () => void, message: string) =>
  assert.throws(run, new ServiceError('NotAuthorizedException', message))

test('is the HMAC of username and client id in base64', () => {
  // Computed with `openssl dgst -sha256 -hmac secret -binary | base64` over "aliceclient".
  assert.equal(secretHash('secret', 'alice', 'client'), 'RTsve+FQ659UKyESgvLg9GYmZEL+QjzQsW/OjL77/b0=')
})

test('accepts the hash of any of the names under either active secret', () => {
  for (const secret of confidential.secrets) {
    for (const name of names) assertSecretHash(confidential, secretHash(secret, name, clientId), names)
  }
})

test('demands a hash of a client with a secret', () => {
  refused(
    () => assertSecretHash(confidential, undefined, names),
    'Client 1example23456789 is configured with secret but SECRET_HASH was not received',
  )
})

test('refuses a hash of another name, client or secret', () => {
  const wrong = [
    secretHash('old-secret', 'bob', clientId),
    secretHash('old-secret', 'alice', 'other'),
    secretHash('other', 'alice', clientId),
    '',
  ]
  const message = 'Unable to verify secret hash for client 1example23456789'
  for (const hash of wrong) refused(() => assertSecretHash(confidential, hash, names), message)
})

test('refuses a wrong hash at a refresh in its own words, a missing one in the usual ones', () => {
  const message = 'SecretHash does not match for the client: 1example23456789'
  refused(() => assertSecretHash(confidential, 'wrong', names, 'refresh'), message)
  refused(
    () => assertSecretHash(confidential, undefined, names, 'refresh'),
    'Client 1example23456789 is configured with secret but SECRET_HASH was not received',
  )
})

test('refuses any hash for a client without a secret, and takes none', () => {
  assert.doesNotThrow(() => assertSecretHash(open, undefined, names))
  const message = 'Unable to verify secret hash for client 1example23456789'
  refused(() => assertSecretHash(open, secretHash('', 'alice', clientId), names), message)
})
