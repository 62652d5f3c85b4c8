import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { secretText } from '../../../src/domain/factors/totp.ts'
import { codeAt, STEP } from '../../support/authenticator-app.ts'
import { forEachAddress } from '../../support/databases.ts'
import { useJourneys } from '../../support/journeys.ts'
import { newMfaPool } from '../../support/mfa.ts'
import { newUser, PASSWORD } from '../../support/pools.ts'
import { gist, statementLog } from '../../support/statement-log.ts'

// What the second factor adds to a sign-in, in statements. What it costs in time is a promise of the benchmark.

const statementsOf = await statementLog()

const TOKENS = ['insert into token_families', 'insert into audit_events', 'commit']

const PASSWORD_ALONE = [
  'select from user_pool_clients',
  'select from users', // with the password
  'select from group_members',
  'begin',
  'select from users', // whether the password is still the present one
  ...TOKENS,
]

/** The answer to the password stores nothing, so it takes no transaction. */
const PASSWORD_FIRST = [
  'select from user_pool_clients',
  'select from users',
  'select from software_tokens',
  'select from users',
]

const CODE = [
  'select from user_pool_clients',
  'select from users',
  'select from consumed_tokens', // before the code is looked at
  'select from software_tokens',
  'select from group_members',
  'begin',
  'insert into consumed_tokens', // of rivals one goes on
  'select from users', // with the state of the credentials, both locked
  'update software_tokens', // a time step serves once
  ...TOKENS,
]

forEachAddress(
  (newAddress) => {
    const started = Date.now()
    const journeys = useJourneys({ database: newAddress(), clock: () => started })
    const { house, ok } = journeys
    const root = house.client()
    const secret = Buffer.alloc(32, 's')
    let now = started

    async function newGround(mfa: 'ON' | 'OFF') {
      const pool = await newMfaPool(root, mfa, 't')
      const ClientId = await journeys.newClient(pool)
      const sub = await newUser(root, pool, 'alice')
      const begin = () =>
        ok('InitiateAuth', {
          ClientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'alice', PASSWORD },
        })
      return { pool, ClientId, sub, begin }
    }

    async function gists(work: () => Promise<unknown>): Promise<string[]> {
      await work() // what is cached afterwards is read now
      return (await statementsOf(work)).map(gist)
    }

    describe('the statements of a sign-in', () => {
      test('by password', async () => {
        const { begin } = await newGround('OFF')
        assert.deepEqual(await gists(begin), PASSWORD_ALONE)
      })

      test('by password and a code of an app', async () => {
        const { pool, sub, ClientId, begin } = await newGround('ON')
        const { softwareTokens } = house.storage.stores
        await softwareTokens.setVerified(pool, sub, { secret, name: undefined, lastUsedStep: 0 })
        assert.deepEqual(await gists(begin), PASSWORD_FIRST)
        const sessions: string[] = []
        for (let i = 0; i < 4; i++) sessions.push((await begin()).Session)
        const answer = () => {
          house.passTime(STEP)
          now += STEP
          return ok('RespondToAuthChallenge', {
            ClientId,
            ChallengeName: 'SOFTWARE_TOKEN_MFA',
            Session: sessions.pop(),
            ChallengeResponses: {
              USERNAME: 'alice',
              SOFTWARE_TOKEN_MFA_CODE: codeAt(secretText(secret), now),
            },
          })
        }
        assert.deepEqual(await gists(answer), CODE)
      })
    })
  },
  ['SQLite in memory', 'PostgreSQL'],
)
