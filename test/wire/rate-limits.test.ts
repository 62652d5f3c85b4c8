import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import { model } from '../../src/contract/model.ts'
import { OPERATION_TRAITS } from '../../src/contract/traits/operation-traits.ts'
import {
  CATEGORIES,
  type Category,
  DEFAULT_RATES,
  type Rates,
} from '../../src/domain/limits/request-categories.ts'
import { SECOND } from '../../src/kernel/clock.ts'
import type { Tally } from '../../src/kernel/tally.ts'
import { openJourneys, useJourneys } from '../support/journeys.ts'
import { PASSWORD } from '../support/pools.ts'

const RATE_EXCEEDED = ['TooManyRequestsException', 'Rate exceeded']
const TOO_MANY_REQUESTS = ['TooManyRequestsException', 'Too many requests']

const unlimited = Object.fromEntries(
  Object.keys(DEFAULT_RATES).map((name) => [name, Number.POSITIVE_INFINITY]),
) as Rates

describe('the categories', () => {
  test('hold every operation of the model', () => {
    assert.deepEqual(Object.keys(OPERATION_TRAITS).sort(), Object.keys(model.operations).sort())
  })

  test('hold the operations that AWS names for them', () => {
    const named: Partial<Record<Category, string>> = {
      UserAuthentication: 'InitiateAuth RespondToAuthChallenge AdminInitiateAuth GetTokensFromRefreshToken',
      UserCreation: 'SignUp ConfirmSignUp AdminCreateUser AdminConfirmSignUp',
      UserAccountRecovery: 'ChangePassword ForgotPassword ConfirmForgotPassword AdminSetUserPassword',
      UserRead: 'GetUser AdminGetUser',
      UserUpdate: 'DeleteUser AdminDisableUser GlobalSignOut VerifyUserAttribute AdminAddUserToGroup',
      UserToken: 'RevokeToken',
      UserResourceRead: 'GetDevice ResendConfirmationCode GetUserAttributeVerificationCode',
      UserResourceUpdate: 'ConfirmDevice VerifySoftwareToken SetUserMFAPreference',
      UserList: 'ListUsers ListUsersInGroup',
      UserPoolRead: 'DescribeUserPool ListUserPools',
      UserPoolUpdate: 'CreateUserPool UpdateUserPool DeleteUserPool',
      UserPoolResourceRead: 'ListTagsForResource GetUserPoolMfaConfig ListGroups GetCSVHeader',
      UserPoolResourceUpdate: 'AddCustomAttributes CreateGroup TagResource SetUserPoolMfaConfig',
      UserPoolClientRead: 'DescribeUserPoolClient ListUserPoolClients',
      UserPoolClientUpdate: 'CreateUserPoolClient UpdateUserPoolClient DeleteUserPoolClient',
      LimitManagement: 'GetProvisionedLimit UpdateProvisionedLimit',
    }
    for (const [category, operations] of Object.entries(named))
      for (const operation of operations.split(' '))
        assert.equal(
          OPERATION_TRAITS[operation as keyof typeof OPERATION_TRAITS].category,
          category,
          operation,
        )
  })

  test('have the rates that AWS names', () => {
    const rates = Object.fromEntries(Object.entries(CATEGORIES).map(([name, { rate }]) => [name, rate]))
    assert.deepEqual(rates, {
      UserAuthentication: 120,
      UserCreation: 50,
      UserFederation: 25,
      UserAccountRecovery: 30,
      UserRead: 120,
      UserUpdate: 25,
      UserToken: 120,
      UserResourceRead: 50,
      UserResourceUpdate: 25,
      UserList: 30,
      UserPoolRead: 15,
      UserPoolUpdate: 15,
      UserPoolResourceRead: 20,
      UserPoolResourceUpdate: 15,
      UserPoolClientRead: 15,
      UserPoolClientUpdate: 15,
      ClientAuthentication: 150,
      LimitManagement: 1,
    })
  })
})

describe('request rates', () => {
  /** Time advances by a second before each test, however fast the machine is. */
  let now = Date.now()
  const it = useJourneys({
    clock: () => now,
    requestRates: { ...unlimited, UserAuthentication: 2, UserList: 3, PerPoolOperation: 2, PerUserRead: 2 },
  })

  beforeEach(() => {
    now += SECOND
  })

  /** Name and message of each call's error, in the order of the calls; undefined for those that succeed. */
  async function inOneSecond(times: number, operation: string, input: object, options: object = {}) {
    now += SECOND
    const answers: unknown[] = []
    for (let i = 0; i < times; i++) {
      const { status, json } = await it.house.call(operation, input, options)
      answers.push(status === 200 ? 'served' : [json.__type, json.message])
    }
    return answers
  }

  test('refuse what exceeds the category, and serve again in the next second', async () => {
    const input = { UserPoolId: await it.newPool() }
    const served = ['served', 'served', 'served']
    assert.deepEqual(await inOneSecond(5, 'ListUsers', input), [...served, RATE_EXCEEDED, RATE_EXCEEDED])
    assert.deepEqual(await inOneSecond(3, 'ListUsers', input), served)
  })

  test('are counted for each region', async () => {
    assert.deepEqual(
      (await inOneSecond(4, 'ListUsers', { UserPoolId: await it.newPool() })).at(-1),
      RATE_EXCEEDED,
    )
    const elsewhere = await it.house.call(
      'ListUsers',
      { UserPoolId: 'eu-west-1_Unknown12' },
      { region: 'eu-west-1' },
    )
    assert.equal(elsewhere.json.__type, 'ResourceNotFoundException')
  })

  test('refuse an operation that comes too often for one pool, and serve other pools', async () => {
    const [pool, other] = [await it.newPool(), await it.newPool()]
    assert.deepEqual(await inOneSecond(3, 'ListGroups', { UserPoolId: pool }), [
      'served',
      'served',
      TOO_MANY_REQUESTS,
    ])
    assert.equal((await it.house.call('ListGroups', { UserPoolId: other })).status, 200)
    assert.equal((await it.house.call('GetUserPoolMfaConfig', { UserPoolId: pool })).status, 200)
  })

  test('refuse too many reads of one user, whether by the user or an administrator', async () => {
    const pool = await it.newPool()
    const client = await it.newClient(pool)
    const [user, other] = [await it.member(pool, client), await it.member(pool, client)]
    const AccessToken = await it.signIn(user)
    const Username = user.Username
    const own = await inOneSecond(2, 'GetUser', { AccessToken }, { signed: false })
    assert.deepEqual(own, ['served', 'served'])
    const { json } = await it.house.call('AdminGetUser', { UserPoolId: pool, Username })
    assert.deepEqual([json.__type, json.message], TOO_MANY_REQUESTS)
    const { status } = await it.house.call('AdminGetUser', { UserPoolId: pool, Username: other.Username })
    assert.equal(status, 200)
  })

  test('allow answers to challenges at three times the rate of sign-ins, and then the rest of that', async () => {
    const ClientId = await it.newClient(await it.newPool())
    const input = {
      ClientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      Session: 'x'.repeat(20),
      ChallengeResponses: {},
    }
    const answers = await inOneSecond(10, 'RespondToAuthChallenge', input, { signed: false })
    assert.equal(answers.filter((answer) => String(answer) === String(RATE_EXCEEDED)).length, 2)
    const signIn = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: {} }
    assert.deepEqual(await it.refusal('InitiateAuth', signIn), RATE_EXCEEDED)
  })

  test('leave new passwords out of the rate of sign-ins', async () => {
    const ClientId = await it.newClient(await it.newPool())
    const input = {
      ClientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: 'x'.repeat(20),
      ChallengeResponses: {},
    }
    const answers = await inOneSecond(10, 'RespondToAuthChallenge', input, { signed: false })
    assert.ok(answers.every((answer) => String(answer) !== String(RATE_EXCEEDED)))
  })

  test('do not count unsigned requests', async () => {
    const input = { UserPoolId: await it.newPool() }
    const unsigned = await inOneSecond(4, 'ListUsers', input, { signed: false })
    assert.equal(String(unsigned.at(-1)), 'MissingAuthenticationTokenException,Missing Authentication Token')
    assert.equal((await it.house.call('ListUsers', input)).status, 200)
  })
})

test('without request rates every request is taken and nothing is written', async () => {
  const it = await openJourneys()
  try {
    const input = { UserPoolId: await it.newPool() }
    for (let i = 0; i < 20; i++) await it.ok('ListGroups', input, true)
    const second = Math.floor(Date.now() / 1000)
    assert.equal(await it.house.storage.stores.requestRates.deleteBefore(second + 60), 0)
  } finally {
    await it.close()
  }
})

describe('the failures of an address', () => {
  let refusals = 0
  const tally: Tally = {
    count(name) {
      if (name === 'guesses_refused') refusals++
    },
  }
  const it = useJourneys({ addressFailures: { failures: 3, window: 60_000 }, tally })
  let ClientId: string
  let Username: string

  before(async () => {
    const pool = await it.newPool()
    ClientId = await it.newClient(pool, { PreventUserExistenceErrors: 'ENABLED' })
    Username = (await it.member(pool, ClientId)).Username
  })

  /** Signs in from an address. Returns the message of the error, or undefined. */
  async function signIn(remoteAddress: string, PASSWORD: string, USERNAME = Username): Promise<unknown> {
    const AuthParameters = { USERNAME, PASSWORD }
    const { body } = await it.house.app.handleApi({
      method: 'POST',
      path: '/',
      query: '',
      headers: [['x-amz-target', 'AWSCognitoIdentityProviderService.InitiateAuth']],
      body: Buffer.from(JSON.stringify({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters })),
      remoteAddress,
      secure: false,
    })
    return JSON.parse(body.toString()).message
  }

  const wrong = 'Incorrect username or password.'

  test('block it, even for the right password, until their window ends', async () => {
    for (let i = 0; i < 3; i++) assert.equal(await signIn('192.0.2.1', 'Wrong-Horse-1', `user ${i}`), wrong)
    assert.equal(await signIn('192.0.2.1', PASSWORD), 'Too many requests')
    assert.equal(await signIn('192.0.2.2', PASSWORD), undefined)
    it.house.passTime(60_000)
    assert.equal(await signIn('192.0.2.1', PASSWORD), undefined)
  })

  test('are logged once per window, and counted in a metric at each refusal', async () => {
    const before = it.house.logLines.length
    const counted = refusals
    for (let i = 0; i < 7; i++) await signIn('192.0.2.9', 'Wrong-Horse-1', `user ${i}`)
    assert.equal(refusals - counted, 4)
    const warnings = it.house.logLines
      .slice(before)
      .map((line) => JSON.parse(line))
      .filter(({ level }) => level === 'warn')
    assert.deepEqual(
      warnings.map(({ message, address, setting }) => [message, address, setting]),
      [['Refusing guesses from this address: too many were wrong', '192.0.2.9', 'address-failures']],
    )
    it.house.passTime(60_000)
    for (let i = 0; i < 4; i++) await signIn('192.0.2.9', 'Wrong-Horse-1', `user ${i}`)
    assert.equal(it.house.logLines.filter((line) => line.includes('192.0.2.9')).length, 2)
  })

  test('are counted alike for users who exist and users who do not', async () => {
    const refused = async (address: string, name: string) => {
      const messages: unknown[] = []
      for (let i = 0; i < 5; i++) messages.push(await signIn(address, 'Wrong-Horse-1', name))
      return messages
    }
    const stranger = await refused('192.0.2.3', 'stranger')
    assert.deepEqual(stranger, [wrong, wrong, wrong, 'Too many requests', 'Too many requests'])
    assert.deepEqual(await refused('192.0.2.4', Username), stranger)
  })

  test('never exceed their limit, however many guesses come together', async () => {
    const guesses = Array.from({ length: 12 }, (_, i) =>
      signIn('192.0.2.5', 'Wrong-Horse-1', `somebody ${i}`),
    )
    const answers = await Promise.all(guesses)
    assert.equal(answers.filter((answer) => answer === wrong).length, 3)
    assert.equal(answers.filter((answer) => answer === 'Too many requests').length, 9)
  })

  test('lock out no one who guesses right among many others', async () => {
    await signIn('192.0.2.6', 'Wrong-Horse-1', 'somebody')
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn('192.0.2.6', PASSWORD)))
    assert.deepEqual(new Set(answers), new Set([undefined]))
    const mixed = await Promise.all(
      [PASSWORD, 'Wrong-Horse-1', PASSWORD, PASSWORD].map((password) => signIn('192.0.2.6', password)),
    )
    assert.deepEqual(mixed, [undefined, wrong, undefined, undefined])
  })

  test('are those of all addresses of an IPv6 /64', async () => {
    for (let i = 0; i < 3; i++)
      assert.equal(await signIn(`2001:db8::${i}`, 'Wrong-Horse-1', `user ${i}`), wrong)
    assert.equal(await signIn('2001:db8::ffff:0:0:1', PASSWORD), 'Too many requests')
    assert.equal(await signIn('2001:db8:0:1::1', PASSWORD), undefined)
  })

  test('do not include right guesses, failed refreshes and calls of administrators', async () => {
    const refresh = { ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: 'expired' } }
    for (let i = 0; i < 5; i++)
      assert.equal((await it.refusal('InitiateAuth', refresh))[1], 'Invalid Refresh Token')
    for (let i = 0; i < 5; i++) await it.signIn({ ClientId, Username, sub: '' })
  })

  test('are wrong codes as well', async () => {
    const pool = await it.newPool()
    const client = await it.newClient(pool)
    const user = await it.signUp(client, { email: 'guess@example.com' })
    const guess = { ClientId: client, Username: user.Username, ConfirmationCode: '000000' }
    for (let i = 0; i < 3; i++) assert.match((await it.refusal('ConfirmSignUp', guess))[0], /Code/)
    assert.deepEqual(await it.refusal('ConfirmSignUp', guess), TOO_MANY_REQUESTS)
    const forgetful = { ClientId: client, Username: 'whoever' }
    assert.deepEqual(await it.refusal('ForgotPassword', forgetful), TOO_MANY_REQUESTS)
  })
})
