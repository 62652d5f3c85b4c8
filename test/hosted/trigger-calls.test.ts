// What developers see of the calls of functions: GET /triggers/calls.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { answering, functionArn, thrown, useFunctions } from '../support/functions.ts'
import { useJourneys } from '../support/journeys.ts'
import { INBOX_TOKEN, usePoolhouse } from '../support/poolhouse.ts'
import { PASSWORD } from '../support/pools.ts'

const PATH = '/triggers/calls'
const LambdaConfig = { UserMigration: functionArn('user-migration') }

describe('the calls of functions', () => {
  const functions = useFunctions()
  const it = useJourneys({ functions: { functions: functions.named('user-migration'), showsCalls: true } })

  // biome-ignore lint/suspicious/noExplicitAny: calls of every trigger
  async function look(after?: number): Promise<{ calls: any[]; last: number }> {
    const query = after === undefined ? '' : `?after=${after}`
    const headers = { authorization: `Bearer ${INBOX_TOKEN}` }
    const response = await fetch(`${it.house.url}${PATH}${query}`, { headers })
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('cache-control'), 'no-store')
    return (await response.json()) as Awaited<ReturnType<typeof look>>
  }

  const signIn = async () => {
    const pool = await it.newPool({ LambdaConfig })
    return {
      pool,
      input: {
        ClientId: await it.newClient(pool),
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'alice', PASSWORD },
      },
    }
  }

  test('are shown with event, response and duration, without secrets', async () => {
    const { calls: none, last } = await look()
    assert.deepEqual(none, [])
    const { pool, input } = await signIn()
    const userAttributes = { email: 'alice@example.com' }
    functions.set('user-migration', answering({ userAttributes, finalUserStatus: 'CONFIRMED' }))
    await it.ok('InitiateAuth', input)
    const { calls } = await look(last)
    const [{ event, response, milliseconds, outcome, fault, function: arn }, ...rest] = calls
    assert.deepEqual(rest, [])
    assert.equal(arn, LambdaConfig.UserMigration)
    assert.equal(event.userPoolId, pool)
    assert.equal(event.triggerSource, 'UserMigration_Authentication')
    assert.equal(event.request.password, '***')
    assert.equal(response.userAttributes.email, userAttributes.email)
    assert.equal(outcome, 'answer')
    assert.equal(fault, undefined)
    assert.ok(milliseconds >= 0)
    assert.ok(!JSON.stringify(calls).includes(PASSWORD))
    assert.deepEqual((await look(calls[0].id)).calls, [])
  })

  test('are shown with what went wrong', async () => {
    const { last } = await look()
    const { input } = await signIn()
    functions.set('user-migration', thrown('No such user'))
    await it.refusal('InitiateAuth', input)
    functions.set('user-migration', (_event, response) => void response.end('<html>'))
    await it.refusal('InitiateAuth', input)
    functions.set('user-migration', () => [])
    await it.refusal('InitiateAuth', input)
    const { calls } = await look(last)
    assert.deepEqual(
      calls.map(({ outcome, fault }: { outcome: string; fault: string }) => [outcome, fault]),
      [
        ['function-error', 'No such user'],
        ['answer', 'the answer is no JSON (6 characters)'],
        ['answer', 'the answer is no event'],
      ],
    )
  })

  test('are not kept while nobody watches', async () => {
    const { last } = await look()
    it.house.passTime(60_000)
    const { input } = await signIn()
    functions.set('user-migration', (event) => event)
    await it.refusal('InitiateAuth', input)
    assert.deepEqual(await look(last), { calls: [], last })
  })

  test('are for holders of the token only', async () => {
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: INBOX_TOKEN }]) {
      const response = await fetch(`${it.house.url}${PATH}`, { headers: headers as Record<string, string> })
      assert.equal(response.status, 401)
      assert.equal(response.headers.get('www-authenticate'), 'Bearer realm="triggers"')
    }
  })

  test('are asked for by a number', async () => {
    const headers = { authorization: `Bearer ${INBOX_TOKEN}` }
    const response = await fetch(`${it.house.url}${PATH}?after=yesterday`, { headers })
    assert.equal(response.status, 400)
  })
})

describe('a server that is not for development', () => {
  const house = usePoolhouse()

  test('shows no calls', async () => {
    const headers = { authorization: `Bearer ${INBOX_TOKEN}` }
    assert.equal((await fetch(`${house.url}${PATH}`, { headers })).status, 400)
  })
})
