import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { systemEntropy } from '../../kernel/entropy.ts'
import {
  assertSecretDeletable,
  assertSecretsManaged,
  furtherSecret,
  initialSecrets,
} from './client-secrets.ts'
import { requestedSettings } from './requested-settings.ts'
import type { UserPoolClient } from './user-pool-client.ts'

const NOW = Date.UTC(2026, 0, 1)

const client: UserPoolClient = {
  id: 'c1',
  userPoolId: 'us-east-1_abc',
  name: 'client',
  clientType: 'REGULAR',
  settings: requestedSettings({}),
  createdAt: NOW,
  modifiedAt: NOW,
}

const initial = initialSecrets(systemEntropy, client, { generateSecret: true })

describe('the secret of a new client', () => {
  test('is none unless one is generated or given', () => {
    assert.deepEqual(initialSecrets(systemEntropy, client, {}), [])
    assert.deepEqual(initialSecrets(systemEntropy, client, { generateSecret: false }), [])
  })

  test('is generated with 52 letters and digits', () => {
    assert.equal(initial.length, 1)
    assert.match(initial[0]?.value ?? '', /^[0-9a-z]{52}$/)
  })

  test('is the given one, under an id that contains client and time', () => {
    assert.deepEqual(initialSecrets(systemEntropy, client, { clientSecret: 'given' }), [
      { id: `c1--${NOW}`, clientId: 'c1', value: 'given', createdAt: NOW },
    ])
  })

  test('is not both', () => {
    assert.throws(
      () => initialSecrets(systemEntropy, client, { generateSecret: true, clientSecret: 'given' }),
      {
        name: 'InvalidParameterException',
        message: 'GenerateSecret cannot be true where a ClientSecret is provided.',
      },
    )
  })
})

describe('a further secret', () => {
  test('has a unique id even in the same millisecond, or with a clock that went back', () => {
    for (const now of [NOW, NOW - 1000]) {
      const secret = furtherSecret(systemEntropy, client, initial, undefined, now)
      assert.equal(secret.id, `c1--${NOW + 1}`)
      assert.equal(secret.createdAt, NOW + 1)
    }
  })

  test('is the second at most', () => {
    const second = furtherSecret(systemEntropy, client, initial, 'given', NOW + 5)
    assert.equal(second.value, 'given')
    assert.throws(() => furtherSecret(systemEntropy, client, [...initial, second], undefined, NOW + 6), {
      name: 'LimitExceededException',
      message: 'User pool client c1 already has 2 client secrets.',
    })
  })

  test('is not for a client without one', () => {
    assert.throws(() => furtherSecret(systemEntropy, client, [], undefined, NOW), {
      name: 'InvalidParameterException',
      message: 'User pool client c1 is not configured with a client secret.',
    })
  })
})

describe('a secret', () => {
  const both = [...initial, furtherSecret(systemEntropy, client, initial, undefined, NOW + 5)]

  test('can go while another stays', () => {
    assertSecretDeletable(client, both, `c1--${NOW}`)
    assertSecretDeletable(client, both, `c1--${NOW + 5}`)
  })

  test('cannot go as the last one', () => {
    assert.throws(() => assertSecretDeletable(client, initial, `c1--${NOW}`), {
      name: 'InvalidParameterException',
      message: 'The last client secret of user pool client c1 cannot be deleted.',
    })
  })

  test('cannot be deleted if it does not exist, which is reported first', () => {
    for (const secrets of [[], initial, both]) {
      assert.throws(() => assertSecretDeletable(client, secrets, 'c2--1'), {
        name: 'ResourceNotFoundException',
        message: 'Client secret c2--1 does not exist.',
      })
    }
  })

  test('is not managed for a client that registered itself', () => {
    assertSecretsManaged(client)
    assert.throws(() => assertSecretsManaged({ ...client, clientType: 'DCR' }), {
      name: 'InvalidParameterException',
      message:
        'User pool client c1 was created by dynamic client registration, whose secrets cannot be managed.',
    })
  })
})
