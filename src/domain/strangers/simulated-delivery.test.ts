import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { describe, test } from 'node:test'
import type { ContactAttribute } from '../attributes/attributes.ts'
import { poolKeys } from '../credentials/pool-keys.ts'
import { STANDARD_ATTRIBUTES } from '../schema/standard-attributes.ts'
import type { UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { SignInNames } from '../users/username-rules.ts'
import { simulatedDelivery } from './simulated-delivery.ts'
import { strangerName } from './stranger.ts'

const keys = poolKeys(createSecretKey(Buffer.alloc(32, 8)), createSecretKey(Buffer.alloc(32, 9)))

type Channels = readonly ContactAttribute[]
const EMAIL: Channels = ['email']
const EMAIL_FIRST: Channels = ['email', 'phone_number']
const PHONE_FIRST: Channels = ['phone_number', 'email']

function pool(settings: Partial<UserPoolSettings> = {}, required: readonly string[] = []) {
  const schema = STANDARD_ATTRIBUTES.map((it) => ({ ...it, required: required.includes(it.name) }))
  return { id: 'us-east-1_Pool00000', schema, settings } as unknown as UserPool
}

const delivery = (channels: Channels, name: string, of = pool()) =>
  simulatedDelivery(keys, of, channels, name)
const MADE_UP_ADDRESS = /^[a-z]\*{3}@[a-z]\*{3}$/
const MADE_UP_NUMBER = /^\+\*{7}\d{4}$/

describe('a simulated delivery', () => {
  test('uses the first channel of the pool', () => {
    const byEmail = delivery(EMAIL_FIRST, 'alice')
    assert.deepEqual([byEmail.attributeName, byEmail.medium], ['email', 'EMAIL'])
    assert.match(byEmail.destination, MADE_UP_ADDRESS)
    const bySms = delivery(PHONE_FIRST, 'alice')
    assert.deepEqual([bySms.attributeName, bySms.medium], ['phone_number', 'SMS'])
    assert.match(bySms.destination, MADE_UP_NUMBER)
  })

  test('goes to the name itself if it is an address or number to which the pool sends', () => {
    assert.equal(delivery(EMAIL_FIRST, 'ghost@example.com').destination, 'g***@e***')
    assert.equal(delivery(PHONE_FIRST, 'ghost@example.com').destination, 'g***@e***')
    assert.equal(delivery(EMAIL_FIRST, '+15555550123').destination, '+*******0123')
  })

  test('is the same for the username that the stranger was given', () => {
    const byName: SignInNames = { usernameAttributes: ['email', 'phone_number'] }
    for (const name of ['ghost@example.com', '+15555550123', 'ghost']) {
      const username = strangerName(keys('absent users', pool().id), byName, name)
      for (const channels of [EMAIL, EMAIL_FIRST, PHONE_FIRST]) {
        assert.deepEqual(delivery(channels, username, pool(byName)), delivery(channels, name, pool(byName)))
      }
    }
  })

  test('does not go to the name if the pool does not use that channel', () => {
    assert.match(delivery(EMAIL, '+15555550123').destination, MADE_UP_ADDRESS)
    assert.match(delivery(['phone_number'], 'ghost@example.com').destination, MADE_UP_NUMBER)
  })

  test('uses the first channel that all users of the pool have', () => {
    const both = ['email', 'phone_number'] as const
    const required = pool({ autoVerifiedAttributes: both }, ['phone_number'])
    assert.equal(delivery(PHONE_FIRST, 'ghost@example.com', required).medium, 'SMS')
    const unverified = pool({ autoVerifiedAttributes: ['email'] }, ['phone_number'])
    assert.equal(delivery(PHONE_FIRST, 'ghost@example.com', unverified).medium, 'EMAIL')
  })

  test('is always the same for one name, and often another for another', () => {
    for (const channels of [EMAIL_FIRST, PHONE_FIRST]) {
      assert.deepEqual(delivery(channels, 'ghost'), delivery(channels, 'ghost'))
      const destinations = Array.from({ length: 20 }, (_, i) => delivery(channels, `ghost${i}`).destination)
      assert.ok(new Set(destinations).size > 15)
    }
  })
})
