import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { ChallengeNameType } from '../../../contract/generated/types.ts'
import { ServiceError } from '../../../contract/service-error.ts'
import { MINUTE } from '../../../kernel/clock.ts'
import { systemEntropy } from '../../../kernel/entropy.ts'
import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import { openProgress, sealProgress } from './progress.ts'

const key = createSecretKey(Buffer.alloc(32, 1))
const now = 1_790_000_000_000
const proven = {
  sub: 'd4f8a4d8-0000-4000-8000-000000000000',
  proofs: [{ kind: 'srp', revision: 'c81d4e2e-0000-4000-8000-000000000000' }],
  accepts: ['NEW_PASSWORD_REQUIRED'],
} as const

interface Place {
  readonly client: UserPoolClient
  readonly challenge: ChallengeNameType
}

function placeOf(id: string, userPoolId: string, challenge: ChallengeNameType): Place {
  // What a session looks at in a client.
  const client = { id, userPoolId, settings: { authSessionValidity: 3 } } as UserPoolClient
  return { client, challenge }
}
const place = placeOf('client', 'us-east-1_AAAAAAAAA', 'NEW_PASSWORD_REQUIRED')
const sealed = (username = 'jane') =>
  sealProgress({ poolKeys: () => key, entropy: systemEntropy, now }, place.client, { ...proven, username })
const opened = (text: string, { client, challenge }: Place, at: number, by = key) =>
  openProgress({ poolKeys: () => by, now: at }, text, client, challenge)

const refused = (message: string) => new ServiceError('NotAuthorizedException', message)
const INVALID = refused('Invalid session for the user.')

describe('a challenge session', () => {
  test('opens where it was presented', () => {
    const { id, ...rest } = opened(sealed(), place, now)
    assert.match(id, /^[0-9a-f-]{36}$/)
    assert.deepEqual(rest, { ...proven, expiresAt: now + 3 * MINUTE })
  })

  test('opens until it expires', () => {
    assert.ok(opened(sealed(), place, now + 3 * MINUTE))
    assert.throws(
      () => opened(sealed(), place, now + 3 * MINUTE + 1),
      refused('Invalid session for the user, session is expired.'),
    )
  })

  test('is as long as one of the service', () => {
    assert.equal(sealed('owned-user').length, 826)
    assert.equal(sealed('a-longer-username'.slice(0, 15)).length, 834)
  })

  test('has a length that the contract allows for the longest username', () => {
    assert.ok(sealed('x'.repeat(128)).length <= 2048)
  })

  test('says nothing to whom it is shown', () => {
    assert.ok(!Buffer.from(sealed(), 'base64url').toString('latin1').includes(proven.sub))
  })

  for (const other of [
    placeOf('another', 'us-east-1_AAAAAAAAA', 'NEW_PASSWORD_REQUIRED'),
    placeOf('client', 'us-east-1_BBBBBBBBB', 'NEW_PASSWORD_REQUIRED'),
    placeOf('client', 'us-east-1_AAAAAAAAA', 'PASSWORD_VERIFIER'),
  ]) {
    test(`opens not for ${other.challenge} of ${other.client.id} in ${other.client.userPoolId}`, () => {
      assert.throws(() => opened(sealed(), other, now), INVALID)
    })
  }

  test('opens not with the key of another pool', () => {
    const another = createSecretKey(Buffer.alloc(32, 2))
    assert.throws(() => opened(sealed(), place, now, another), INVALID)
  })

  test('opens not if any character is changed, added or taken away', () => {
    const text = sealed()
    const at = fc.nat(text.length - 1)
    const character = fc.constantFrom(
      ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= \n',
    )
    fc.assert(
      fc.property(at, character, fc.constantFrom(0, 1), (position, other, taken) => {
        const changed = text.slice(0, position) + other + text.slice(position + taken)
        fc.pre(changed !== text)
        assert.throws(() => opened(changed, place, now), INVALID)
      }),
    )
    assert.throws(() => opened(text.slice(1), place, now), INVALID)
    assert.throws(() => opened(text.slice(0, -1), place, now), INVALID)
  })
})
