import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { forEachAddress, type NewAddress } from '../../support/databases.ts'
import { type Poolhouse, startPoolhouse } from '../../support/poolhouse.ts'
import { inviteUser, newClient, newPool, newUser, PASSWORD, TEMPORARY } from '../../support/pools.ts'
import { tickingClock } from '../../support/ticking-clock.ts'
import { chooseNewPassword, prove, signIn, srpChallenge, WRONG } from './fixtures.ts'

const RIVALS = 16

/** How many of sixteen calls at once succeed, and what the others are told. */
async function compete(call: () => Promise<unknown>): Promise<{ winners: number; texts: string[] }> {
  const results = await Promise.allSettled(Array.from({ length: RIVALS }, call))
  const texts = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []))
  return { winners: RIVALS - texts.length, texts: [...new Set(texts)] }
}

forEachAddress(suite, ['SQLite in memory', 'PostgreSQL'])

function suite(newAddress: NewAddress): void {
  const database = newAddress()
  let house: Poolhouse
  let root: CognitoIdentityProviderClient
  let pool: string
  let client: string

  before(async () => {
    house = await startPoolhouse({ database, clock: tickingClock() })
    root = house.client()
    pool = await newPool(root)
    client = (await newClient(root, pool)).id
    await newUser(root, pool)
  })
  after(() => house.close())

  test('one of sixteen rivals for a proof signs in', async () => {
    const { responses } = await srpChallenge(root, pool, client, 'alice', PASSWORD)
    const { winners, texts } = await compete(() => prove(root, client, responses))
    assert.equal(winners, 1)
    assert.deepEqual(texts, ['NotAuthorizedException: Incorrect username or password.'])
  })

  test('one of sixteen rivals for a challenge session sets the password', async () => {
    await inviteUser(root, pool, 'invited')
    const { Session } = await signIn(root, client, 'invited', TEMPORARY)
    const answer = { USERNAME: 'invited', NEW_PASSWORD: PASSWORD }
    const { winners, texts } = await compete(() => chooseNewPassword(root, client, Session, answer))
    assert.equal(winners, 1)
    assert.deepEqual(texts, [
      'NotAuthorizedException: Invalid session for the user, session can only be used once.',
    ])
  })

  test('one of sixteen sessions of an invited user sets the password', async () => {
    await inviteUser(root, pool, 'manifold')
    const begun = Array.from({ length: RIVALS }, () => signIn(root, client, 'manifold', TEMPORARY))
    const sessions = (await Promise.all(begun)).map(({ Session }) => Session)
    const answer = { USERNAME: 'manifold', NEW_PASSWORD: PASSWORD }
    const { winners } = await compete(() => chooseNewPassword(root, client, sessions.pop(), answer))
    assert.equal(winners, 1)
  })

  test('of sixteen guesses at once no more than five are looked at', async () => {
    await newUser(root, pool, 'guessed')
    const results = await Promise.allSettled(
      Array.from({ length: RIVALS }, () => signIn(root, client, 'guessed', WRONG)),
    )
    const told = results.map((result) => (result.status === 'rejected' ? result.reason.message : 'in'))
    assert.equal(told.filter((text) => text === 'Incorrect username or password.').length, 5)
    assert.equal(told.filter((text) => text === 'Password attempts exceeded').length, RIVALS - 5)
  })

  test('sixteen sign-ins of one user at once all succeed', async () => {
    assert.equal((await compete(() => signIn(root, client, 'alice', PASSWORD))).winners, RIVALS)
  })
}
