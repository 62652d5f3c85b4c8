import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { SetRiskConfigurationCommand, UpdateUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider'
import type { AuthEvent } from '../../../src/domain/auth-events/auth-event.ts'
import { forEachAddress } from '../../support/databases.ts'
import { useJourneys } from '../../support/journeys.ts'
import { newPool, newUser } from '../../support/pools.ts'
import { gist, type LoggedStatement, statementLog } from '../../support/statement-log.ts'
import { guardedPool } from './fixtures.ts'
import { always, withPassword } from './risk-fixtures.ts'

// What threat protection costs a sign-in, in statements. What it costs in time is a promise of the benchmark.

const statementsOf = await statementLog()

/** What AUDIT adds, in this order: what is configured, then the risk, and in the transaction of the sign-in the event. */
const ADDED = [
  'select from risk_configurations',
  'select from auth_events', // the latest ones
  'insert into auth_events',
]

/** The same for a user of whom sign-ins have failed. */
const ADDED_AFTER_FAILURES = [
  'select from risk_configurations',
  'select from auth_events',
  'select from auth_events', // the familiar ones, to tell where the user is at home
  'insert into auth_events',
]

forEachAddress(
  (newAddress) => {
    const journeys = useJourneys({ database: newAddress() })
    const { house, ok } = journeys
    const root = house.client()

    /** The statements of a sign-in of alice, who is new in the pool, or has events of the past. */
    async function signInStatements(UserPoolId: string, events: readonly Partial<AuthEvent>[] = []) {
      const sub = await newUser(root, UserPoolId, 'alice')
      const ClientId = await journeys.newClient(UserPoolId)
      for (const [index, event] of events.entries()) {
        await house.storage.stores.authEvents.save({ ...pastEvent(UserPoolId, sub, index), ...event })
      }
      const signIn = () => ok('InitiateAuth', withPassword({ ClientId }))
      await signIn() // what is cached afterwards is read now
      return statementsOf(signIn)
    }

    async function configured(UserPoolId: string): Promise<string> {
      await root.send(
        new SetRiskConfigurationCommand({
          UserPoolId,
          AccountTakeoverRiskConfiguration: { Actions: always('BLOCK') },
          CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: 'BLOCK' } },
          RiskExceptionConfiguration: { BlockedIPRangeList: ['192.0.2.0/24'] },
        }),
      )
      return UserPoolId
    }

    describe('the statements of a sign-in', () => {
      test('are those of a pool without a risk configuration where protection is off', async () => {
        const off = await configured(await guardedPool(root))
        const UserPoolAddOns = { AdvancedSecurityMode: 'OFF' } as const
        await root.send(new UpdateUserPoolCommand({ UserPoolId: off, UserPoolAddOns, UserPoolTier: 'PLUS' }))
        const plain = await signInStatements(await newPool(root))
        assert.ok(plain.length > 3)
        assert.deepEqual(texts(await signInStatements(off)), texts(plain))
      })

      test('are a few more in AUDIT, all by key, however many events there are', async () => {
        const plain = await signInStatements(await newPool(root))
        const past = Array.from({ length: 120 }, (_, index) =>
          index % 2 ? { response: 'Fail' as const } : {},
        )
        for (const [events, expected] of [
          [[], ADDED],
          [past, ADDED_AFTER_FAILURES],
        ] as const) {
          const audited = await signInStatements(
            await configured(await guardedPool(root, {}, 'AUDIT')),
            events,
          )
          const added = addedTo(plain, audited)
          assert.deepEqual(added.map(gist), expected)
          for (const { sql, plan } of added) {
            if (plan === undefined) continue // test/stores/auth-events.test.ts looks at PostgreSQL's plans
            assert.match(plan, /search \w+ using/i, `${sql}\n${plan}`)
            assert.doesNotMatch(plan, /scan (auth_events|address_failures|\w+_configurations|users)\b/i, plan)
          }
        }
      })
    })
  },
  ['SQLite in memory', 'PostgreSQL'],
)

const pastEvent = (userPoolId: string, sub: string, index: number): AuthEvent => ({
  userPoolId,
  sub,
  id: `past-${index}`,
  createdAt: Date.now() - 1000 * (1 + index),
  type: 'SignIn',
  response: 'Pass',
  clientId: 'client',
  risk: { decision: 'NoRisk', compromisedCredentialsDetected: false },
  challenges: [{ name: 'Password', response: 'Success' }],
  context: { ipAddress: '198.51.100.1', deviceName: 'Other, Other', hasContextData: false },
})

const texts = (statements: readonly LoggedStatement[]) => statements.map(({ sql }) => sql)

/** Asserts that the statements of the one are in the other, in the same order, and returns the rest of it. */
function addedTo(one: readonly LoggedStatement[], other: readonly LoggedStatement[]): LoggedStatement[] {
  const expected = texts(one)
  const added = other.filter(({ sql }) => {
    if (sql !== expected[0]) return true
    expected.shift()
    return false
  })
  assert.deepEqual(expected, [])
  return added
}
