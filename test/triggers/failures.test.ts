// Every way in which a function can fail, at SignUp: the error, and nothing half-made.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { forEachAddress } from '../support/databases.ts'
import { type FunctionBody, functionArn, thrown, useFunctions } from '../support/functions.ts'
import { type Journeys, useJourneys, VERIFY_BOTH } from '../support/journeys.ts'
import { list, PASSWORD } from '../support/pools.ts'

const INVALID_JSON = [
  'InvalidLambdaResponseException',
  'Invalid lambda function output : Invalid JSON',
] as const
const UNRECOGNIZABLE = ['InvalidLambdaResponseException', 'Unrecognizable lambda output'] as const
const notInvoked = (error: string) =>
  ['UnexpectedLambdaException', `PreSignUp invocation failed due to error ${error}.`] as const
const TOO_SLOW = notInvoked('Socket timeout while invoking Lambda function')

const status = (code: number, headers: Record<string, string> = {}): FunctionBody => {
  return (_event, response) => void response.writeHead(code, headers).end('{}')
}
const text = (answer: string): FunctionBody => {
  return (_event, response) => void response.end(answer)
}
const without = (member: string): FunctionBody => {
  return (event) => ({ ...event, [member]: undefined })
}

const FAILURES: [what: string, body: FunctionBody, error: readonly [string, string], calls: number][] = [
  ['throws', thrown('Stop'), ['UserLambdaValidationException', 'PreSignUp failed with error Stop.'], 1],
  [
    'throws, in an emulator that sends no header',
    () => ({ errorType: 'Error', errorMessage: 'Stop' }),
    ['UserLambdaValidationException', 'PreSignUp failed with error Stop.'],
    1,
  ],
  ['never answers', () => undefined, TOO_SLOW, 3],
  ['returns nothing', text(''), INVALID_JSON, 1],
  ['returns null', text('null'), INVALID_JSON, 1],
  ['returns a string', text('"yes"'), INVALID_JSON, 1],
  ['returns no JSON', text('<html>'), INVALID_JSON, 1],
  ['returns an empty object', text('{}'), UNRECOGNIZABLE, 1],
  ['returns a list', text('[]'), UNRECOGNIZABLE, 1],
  ['drops the version', without('version'), UNRECOGNIZABLE, 1],
  ['drops the response', without('response'), UNRECOGNIZABLE, 1],
  ['returns a response of the wrong type', (event) => ({ ...event, response: 'yes' }), UNRECOGNIZABLE, 1],
  [
    'returns too much',
    (event) => ({ ...event, more: 'x'.repeat(6_300_000) }),
    [
      'UserLambdaValidationException',
      'PreSignUp failed with error Response payload size exceeded maximum allowed payload size (6291556 bytes)..',
    ],
    1,
  ],
  ['may not be called', status(403), notInvoked('AccessDeniedException'), 1],
  ['does not exist', status(404), notInvoked('ResourceNotFoundException'), 1],
  [
    'is refused by a named error',
    status(409, { 'x-amzn-errortype': 'ResourceConflictException:' }),
    notInvoked('ResourceConflictException'),
    1,
  ],
  [
    'is behind a redirect',
    status(302, { location: '/elsewhere' }),
    notInvoked('InvalidRequestContentException'),
    1,
  ],
  ['has a faulty service', status(500), notInvoked('ServiceException'), 1],
  [
    'cannot be launched',
    status(502, { 'x-amzn-errortype': 'KMSDisabledException' }),
    notInvoked('KMSDisabledException'),
    1,
  ],
  ['hangs up', (_event, response) => void response.destroy(), notInvoked('ServiceException'), 3],
]

forEachAddress(
  (newAddress, database) => {
    // The database never sees which failure it was: PostgreSQL needs one.
    const failures = database === 'PostgreSQL' ? FAILURES.slice(0, 1) : FAILURES
    const functions = useFunctions()
    const known = [
      ...functions.named('pre-sign-up'),
      { name: 'nowhere', url: 'http://127.0.0.1:1' }, // no one listens there
    ]
    const patient = useJourneys({ database: newAddress(), functions: { functions: known } })
    const hurried = useJourneys({ database: newAddress(), functions: { functions: known, patience: 200 } })

    async function newClientOf(it: Journeys, name = 'pre-sign-up') {
      const pool = await it.newPool({ ...VERIFY_BOTH, LambdaConfig: { PreSignUp: functionArn(name) } })
      return { pool, client: await it.newClient(pool) }
    }

    const request = (ClientId: string, Username: string) => ({
      ClientId,
      Username,
      Password: PASSWORD,
      UserAttributes: list({ email: `${Username}@example.com` }),
    })

    async function assertNothingMade(it: Journeys, UserPoolId: string, Username: string): Promise<void> {
      const [name] = await it.refusal('AdminGetUser', { UserPoolId, Username }, true)
      assert.equal(name, 'UserNotFoundException')
      assert.deepEqual(await it.messagesTo(`${Username}@example.com`), [])
    }

    describe('a sign-up whose function', () => {
      for (const [what, body, error, calls] of failures) {
        test(`${what} is refused, and leaves nothing behind`, async () => {
          const it = error === TOO_SLOW ? hurried : patient
          const { pool, client } = await newClientOf(it)
          functions.set('pre-sign-up', body)
          functions.events()
          assert.deepEqual(await it.refusal('SignUp', request(client, 'user')), error)
          assert.equal(functions.events().length, calls)
          await assertNothingMade(it, pool, 'user')
        })
      }

      test('answers after the deadline is refused, and the late answer changes nothing', async () => {
        const it = hurried
        const { pool, client } = await newClientOf(it)
        const late: (() => void)[] = []
        functions.set('pre-sign-up', (event, response) => {
          late.push(() => response.end(JSON.stringify({ ...event, response: { autoConfirmUser: true } })))
        })
        assert.deepEqual(await it.refusal('SignUp', request(client, 'late')), TOO_SLOW)
        for (const answer of late) answer()
        await assertNothingMade(it, pool, 'late')
      })

      test('succeeds at the third try is stored once', async () => {
        const it = patient
        const { client } = await newClientOf(it)
        let calls = 0
        functions.set('pre-sign-up', (event, response) => {
          if (++calls < 3) return void response.destroy()
          return event
        })
        await it.ok('SignUp', request(client, 'patient'))
        assert.equal(calls, 3)
        assert.equal((await it.messagesTo('patient@example.com')).length, 1)
      })

      for (const [what, name, error] of [
        ['cannot be reached', 'nowhere', 'ServiceException'],
        ['is not configured', 'unknown', 'ResourceNotFoundException'],
      ] as const) {
        test(`${what} is refused, and leaves nothing behind`, async () => {
          const it = patient
          const { pool, client } = await newClientOf(it, name)
          assert.deepEqual(await it.refusal('SignUp', request(client, 'user')), notInvoked(error))
          await assertNothingMade(it, pool, 'user')
        })
      }

      test('is not configured is logged with what to configure', () => {
        const line =
          patient.house.logLines.find((it) => it.includes('is not configured here')) ?? assert.fail()
        const { function: name, message } = JSON.parse(line)
        assert.equal(name, functionArn('unknown'))
        assert.match(message, /triggers in the configuration file, or set lambda-endpoint-url/)
      })

      test('throws does not have its text logged', () => {
        assert.ok(!patient.house.logLines.some((line) => line.includes('Stop')))
      })
    })
  },
  ['SQLite in memory', 'PostgreSQL'],
)
