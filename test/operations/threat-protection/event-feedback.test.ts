import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { describe, test } from 'node:test'
import { AdminListUserAuthEventsCommand } from '@aws-sdk/client-cognito-identity-provider'
import { feedbackToken } from '../../../src/domain/auth-events/feedback-token.ts'
import { poolKeys } from '../../../src/domain/credentials/pool-keys.ts'
import { useJourneys } from '../../support/journeys.ts'
import { newUser, PASSWORD, poolArn } from '../../support/pools.ts'
import { NO_POOL, POOL_NOT_FOUND } from '../domains/fixtures.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { guardedPool } from './fixtures.ts'

// AdminUpdateAuthEventFeedback and UpdateAuthEventFeedback.

const journeys = useJourneys()
const { house } = journeys
const root = house.client()

/** That of the servers of tests. */
const ROOT_KEY = createSecretKey(Buffer.alloc(32, 7))

const NO_EVENT = 'f3a0c1b2-0000-4000-8000-000000000000'
const NOT_FOUND = ['ResourceNotFoundException', `Event ${NO_EVENT} does not exist.`]
const INVALID = ['NotAuthorizedException', 'Invalid feedback token.']
const OFF = ['UserPoolAddOnNotEnabledException', 'User pool add-ons are not enabled']

/** A pool whose user alice has signed in. */
async function signedIn() {
  const UserPoolId = await guardedPool(root)
  const sub = await newUser(root, UserPoolId)
  const ClientId = await journeys.newClient(UserPoolId)
  await journeys.signIn({ ClientId, Username: 'alice', sub }, PASSWORD)
  const [event] = await events(UserPoolId)
  return { UserPoolId, Username: 'alice', EventId: event?.EventId ?? assert.fail('no event'), sub }
}

async function events(UserPoolId: string) {
  const command = new AdminListUserAuthEventsCommand({ UserPoolId, Username: 'alice' })
  return (await root.send(command)).AuthEvents ?? []
}

async function tokenFor({ UserPoolId, EventId, sub }: Awaited<ReturnType<typeof signedIn>>) {
  const key = poolKeys(ROOT_KEY, ROOT_KEY)('feedback tokens', UserPoolId)
  return feedbackToken(key, { userPoolId: UserPoolId, sub, id: EventId })
}

describe('access to AdminUpdateAuthEventFeedback', () => {
  testAccess({
    operation: 'AdminUpdateAuthEventFeedback',
    house: () => house,
    async input() {
      const { sub: _, ...named } = await signedIn()
      return { ...named, FeedbackValue: 'Valid' }
    },
    resource: ({ UserPoolId }: { UserPoolId: string }) => poolArn(UserPoolId),
  })
})

describe('AdminUpdateAuthEventFeedback', () => {
  test('is shown with the event, and replaced by the next', async () => {
    const { sub: _, ...named } = await signedIn()
    for (const FeedbackValue of ['Invalid', 'Valid']) {
      await journeys.administrate('AdminUpdateAuthEventFeedback', { ...named, FeedbackValue })
      const [event] = await events(named.UserPoolId)
      const { FeedbackDate, ...rest } = event?.EventFeedback ?? assert.fail('no feedback')
      assert.deepEqual(rest, { FeedbackValue, Provider: 'Admin' })
      assert.ok(FeedbackDate instanceof Date)
    }
  })

  test('refuses a value that it does not know', async () => {
    const { sub: _, ...named } = await signedIn()
    const [name, message] = await journeys.refusal(
      'AdminUpdateAuthEventFeedback',
      { ...named, FeedbackValue: 'Maybe' },
      true,
    )
    assert.equal(name, 'InvalidParameterException')
    assert.match(message, /at 'feedbackValue' failed to satisfy constraint/)
  })

  test('refuses an event, a user or a pool that does not exist, and a pool without threat protection', async () => {
    const { sub: _, ...named } = await signedIn()
    const feedback = { ...named, FeedbackValue: 'Valid' }
    const refusal = (change: object) =>
      journeys.refusal('AdminUpdateAuthEventFeedback', { ...feedback, ...change }, true)
    assert.deepEqual(await refusal({ EventId: NO_EVENT }), NOT_FOUND)
    assert.deepEqual(await refusal({ Username: 'nobody' }), ['UserNotFoundException', 'User does not exist.'])
    assert.deepEqual(await refusal({ UserPoolId: NO_POOL }), POOL_NOT_FOUND)
    assert.deepEqual(await refusal({ UserPoolId: await journeys.newPool() }), OFF)
  })
})

describe('access to UpdateAuthEventFeedback', () => {
  test('needs no signature', async () => {
    const { sub, ...named } = await signedIn()
    const FeedbackToken = await tokenFor({ ...named, sub })
    await journeys.ok('UpdateAuthEventFeedback', { ...named, FeedbackToken, FeedbackValue: 'Invalid' })
    const [event] = await events(named.UserPoolId)
    assert.equal(event?.EventFeedback?.Provider, 'User')
    assert.equal(event?.EventFeedback?.FeedbackValue, 'Invalid')
  })
})

describe('UpdateAuthEventFeedback', () => {
  test('refuses a wrong token, one of another event or user, and an unknown user, all alike', async () => {
    const { sub, ...named } = await signedIn()
    const FeedbackToken = await tokenFor({ ...named, sub })
    await newUser(root, named.UserPoolId, 'bob')
    const feedback = { ...named, FeedbackToken, FeedbackValue: 'Valid' }
    const refusal = (change: object) =>
      journeys.refusal('UpdateAuthEventFeedback', { ...feedback, ...change })
    for (const change of [
      { FeedbackToken: 'made-up' },
      { FeedbackToken: `${FeedbackToken}x` },
      { EventId: NO_EVENT },
      { Username: 'bob' },
      { Username: 'nobody' },
    ]) {
      assert.deepEqual(await refusal(change), INVALID)
    }
    assert.equal((await events(named.UserPoolId))[0]?.EventFeedback, undefined)
  })

  test('refuses an event that is gone, a pool that does not exist, and one without threat protection', async () => {
    const { sub, ...named } = await signedIn()
    const gone = { ...named, EventId: NO_EVENT }
    const FeedbackToken = await tokenFor({ ...gone, sub })
    const feedback = { ...gone, FeedbackToken, FeedbackValue: 'Valid' }
    const refusal = (change: object) =>
      journeys.refusal('UpdateAuthEventFeedback', { ...feedback, ...change })
    assert.deepEqual(await refusal({}), NOT_FOUND)
    assert.deepEqual(await refusal({ UserPoolId: NO_POOL }), POOL_NOT_FOUND)
    assert.deepEqual(await refusal({ UserPoolId: await journeys.newPool() }), OFF)
  })
})
