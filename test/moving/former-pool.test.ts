// Sign-ins while the former pool is unreachable, or with the administrators' flow.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import {
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  CreateUserPoolClientCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { NO_MFA_SETTINGS } from '../../src/domain/factors/mfa-settings.ts'
import type { FormerPool } from '../../src/domain/moving/former-pool.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import { type Poolhouse, ROOT, startPoolhouse } from '../support/poolhouse.ts'
import { inviteUser, newPool } from '../support/pools.ts'

const PASSWORD = 'Correct-Horse-7'
/** The discard port, where no server listens. */
const DEAD_END = 'http://127.0.0.1:9'

let old: Poolhouse
let house: Poolhouse
let owner: CognitoIdentityProviderClient
let here: CognitoIdentityProviderClient

before(async () => {
  // The server finds its credentials for the former pool where the SDK looks for them.
  process.env.AWS_ACCESS_KEY_ID = ROOT.accessKeyId
  process.env.AWS_SECRET_ACCESS_KEY = ROOT.secretAccessKey
  old = await startPoolhouse()
  const started = Date.now()
  house = await startPoolhouse({ clock: () => started }) // so that no lock ends while guesses are on their way
  owner = old.client()
  here = house.client()
})
after(async () => {
  await house.close()
  await old.close()
})

/** A pool with a verified user `alice` there, and the same pool with its client, but without users, here. */
async function emptyMovedPool(settings: object = {}) {
  const UserPoolId = await newPool(owner, { AutoVerifiedAttributes: ['email'] })
  const { UserPoolClient } = await owner.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'client',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'],
      ...settings,
    }),
  )
  const ClientId = UserPoolClient?.ClientId ?? ''
  await inviteUser(owner, UserPoolId, 'alice', { email: 'alice@example.com', email_verified: 'true' })
  const input = { UserPoolId, Username: 'alice', Password: PASSWORD, Permanent: true }
  await owner.send(new AdminSetUserPasswordCommand(input))
  const pool = (await old.storage.stores.userPools.find(UserPoolId)) ?? assert.fail('no pool')
  const client = (await old.storage.stores.clients.find(ClientId)) ?? assert.fail('no client')
  await house.storage.transaction(async (stores) => {
    await stores.userPools.insert(pool)
    await stores.clients.insert(client)
  })
  return { UserPoolId, ClientId }
}

async function link(
  { UserPoolId, ClientId }: { UserPoolId: string; ClientId: string },
  changes: Partial<FormerPool>,
) {
  await house.storage.stores.formerPools.save({
    userPoolId: UserPoolId,
    region: 'us-east-1',
    endpoint: old.url,
    clientId: ClientId,
    flow: 'USER_PASSWORD_AUTH',
    ...changes,
  })
}

/** A user of the former pool who exists here, but without the password. */
async function withoutPassword(UserPoolId: string, Username: string) {
  const known = { username: Username, aliases: [] }
  const user = (await old.storage.stores.users.resolve(UserPoolId, known)) ?? assert.fail('no user')
  await house.storage.transaction((stores) => stores.users.insert(user))
}

const signIn = (ClientId: string, USERNAME: string, PASSWORD: string) =>
  here.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD },
    }),
  )

const WRONG = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }

describe('a sign-in by choice', () => {
  const ExplicitAuthFlows = ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH']

  const begin = (ClientId: string, more: Record<string, string> = {}) =>
    here.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_AUTH',
        AuthParameters: { USERNAME: 'alice', ...more },
      }),
    )

  test('brings a user in with the preferred password', async () => {
    const pool = await emptyMovedPool({ ExplicitAuthFlows })
    await link(pool, {})
    const wrong = begin(pool.ClientId, { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: 'Wrong-Horse-7' })
    await assert.rejects(wrong, WRONG)
    const right = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD }
    assert.ok((await begin(pool.ClientId, right)).AuthenticationResult)
    assert.deepEqual((await begin(pool.ClientId)).AvailableChallenges?.toSorted(), [
      'PASSWORD',
      'PASSWORD_SRP',
    ])
  })

  test('offers the password to a user who has none here, and takes it from there', async () => {
    const pool = await emptyMovedPool({ ExplicitAuthFlows })
    await link(pool, {})
    await withoutPassword(pool.UserPoolId, 'alice')
    const { ChallengeName, AvailableChallenges, Session } = await begin(pool.ClientId)
    assert.equal(ChallengeName, 'SELECT_CHALLENGE')
    assert.ok(AvailableChallenges?.includes('PASSWORD'))
    const ChallengeResponses = { USERNAME: 'alice', ANSWER: 'PASSWORD', PASSWORD }
    const { AuthenticationResult } = await here.send(
      new RespondToAuthChallengeCommand({ ...pool, ChallengeName, Session, ChallengeResponses }),
    )
    assert.ok(AuthenticationResult)
  })
})

describe('a former pool that answers', () => {
  for (const [who, settings] of [
    ['a user without a password here', { isHere: true }],
    ['a stranger', { isHere: false }],
  ] as const) {
    test(`is only asked about the counted ones of thirty guesses at ${who}`, async () => {
      const pool = await emptyMovedPool({ PreventUserExistenceErrors: 'ENABLED' })
      await link(pool, {})
      if (settings.isHere) await withoutPassword(pool.UserPoolId, 'alice')
      const asked = old.logLines.length
      const input = {
        ClientId: pool.ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'alice', PASSWORD: 'Wrong-Horse-7' },
      }
      const guess = async () => (await house.call('InitiateAuth', input, { signed: false })).json.message
      const verdicts = await Promise.all(Array.from({ length: 30 }, guess))
      assert.deepEqual(verdicts.sort(), [
        ...Array(5).fill(WRONG.message),
        ...Array(25).fill('Password attempts exceeded'),
      ])
      const questions = old.logLines
        .slice(asked)
        .filter((line) => line.includes('"operation":"InitiateAuth"'))
      assert.equal(questions.length, 5)
      for (const server of [house, old]) server.passTime(1000)
      assert.ok((await signIn(pool.ClientId, 'alice', PASSWORD)).AuthenticationResult, 'the right one')
    })
  }
})

describe('a former pool that does not answer', () => {
  let pool: Awaited<ReturnType<typeof emptyMovedPool>>
  beforeEach(async () => {
    pool = await emptyMovedPool()
    await link(pool, { endpoint: DEAD_END })
  })

  test('makes a sign-in fail as for a wrong password, and leaves a line in the log', async () => {
    await assert.rejects(signIn(pool.ClientId, 'alice', PASSWORD), WRONG)
    const lines = house.logLines.filter((line) => line.includes('The former pool could not be asked'))
    assert.ok(lines.some((line) => line.includes(pool.UserPoolId)))
    assert.ok(!house.logLines.some((line) => line.includes(PASSWORD)))
  })

  test('is not asked once the failures lock the name', async () => {
    for (let i = 0; i < 5; i++) await assert.rejects(signIn(pool.ClientId, 'alice', PASSWORD), WRONG)
    const asked = house.logLines.length
    await assert.rejects(signIn(pool.ClientId, 'alice', PASSWORD), {
      name: 'NotAuthorizedException',
      message: 'Password attempts exceeded',
    })
    assert.equal(house.logLines.slice(asked).filter((line) => line.includes('former pool')).length, 0)
  })

  test('never locks out users who have a password here', async () => {
    await inviteUser(here, pool.UserPoolId, 'bob')
    const input = { UserPoolId: pool.UserPoolId, Username: 'bob', Password: PASSWORD, Permanent: true }
    await here.send(new AdminSetUserPasswordCommand(input))
    assert.ok((await signIn(pool.ClientId, 'bob', PASSWORD)).AuthenticationResult)
  })
})

test('a link without an address leads to AWS, whatever the environment of the server names', async () => {
  const pool = await emptyMovedPool()
  process.env.AWS_ENDPOINT_URL = old.url
  try {
    await link(pool, { region: 'no-such-region-1', endpoint: undefined }) // no such host either
    await assert.rejects(signIn(pool.ClientId, 'alice', PASSWORD), { name: 'NotAuthorizedException' })
  } finally {
    delete process.env.AWS_ENDPOINT_URL
  }
})

describe('a former pool that is asked by the administrators', () => {
  test('gives a user with its status and dates', async () => {
    const pool = await emptyMovedPool()
    await link(pool, { flow: 'ADMIN_USER_PASSWORD_AUTH' })
    assert.ok((await signIn(pool.ClientId, 'alice', PASSWORD)).AuthenticationResult)
    const command = new AdminGetUserCommand({ UserPoolId: pool.UserPoolId, Username: 'alice' })
    const { UserCreateDate, UserStatus, Enabled } = await here.send(command)
    assert.deepEqual(
      { UserCreateDate, UserStatus, Enabled },
      {
        UserCreateDate: (await owner.send(command)).UserCreateDate,
        UserStatus: 'CONFIRMED',
        Enabled: true,
      },
    )
  })

  test('brings over a user who forgot the password, and who chooses a new one here', async () => {
    const pool = await emptyMovedPool()
    await link(pool, { flow: 'ADMIN_USER_PASSWORD_AUTH' })
    const who = { ClientId: pool.ClientId, Username: 'alice' }
    const { CodeDeliveryDetails } = await here.send(new ForgotPasswordCommand(who))
    assert.equal(CodeDeliveryDetails?.DeliveryMedium, 'EMAIL')
    const [message] = await house.storage.stores.inbox.newest({ limit: 1, to: 'alice@example.com' })
    const [ConfirmationCode] = /\d{6}/.exec(message?.body ?? '') ?? []
    await here.send(new ConfirmForgotPasswordCommand({ ...who, ConfirmationCode, Password: 'Other-Horse-8' }))
    assert.ok((await signIn(pool.ClientId, 'alice', 'Other-Horse-8')).AuthenticationResult)
    await assert.rejects(signIn(pool.ClientId, 'alice', PASSWORD), WRONG)
  })

  test('is asked about a forgotten password only as often as the limit for a name allows', async () => {
    const pool = await emptyMovedPool()
    await link(pool, { flow: 'ADMIN_USER_PASSWORD_AUTH' })
    const command = new ForgotPasswordCommand({ ClientId: pool.ClientId, Username: 'nobody' })
    const names = new Set<string>()
    for (let i = 0; i < 25; i++) {
      await here.send(command).catch((error: Error) => names.add(error.name))
    }
    assert.deepEqual([...names], ['UserNotFoundException', 'LimitExceededException'])
  })
})

describe('a user who is here without a password', () => {
  test('learns that the sign-up is unconfirmed, and the former pool is not asked', async () => {
    const pool = await emptyMovedPool()
    await link(pool, {})
    const { UserAttributes } = await owner.send(
      new AdminGetUserCommand({ UserPoolId: pool.UserPoolId, Username: 'alice' }),
    )
    const sub = UserAttributes?.find(({ Name }) => Name === 'sub')?.Value ?? assert.fail('no sub')
    const user = await old.storage.stores.users.find(pool.UserPoolId, sub)
    await house.storage.stores.users.insert({ ...(user ?? assert.fail('no user')), status: 'UNCONFIRMED' })
    await assert.rejects(signIn(pool.ClientId, 'alice', PASSWORD), { name: 'UserNotConfirmedException' })
    const kept = await house.storage.stores.credentials.find(pool.UserPoolId, sub)
    assert.equal(kept.password, undefined)
  })

  /** Another user with the same name as one in the former pool. */
  async function insertNamesake(userPoolId: string) {
    await house.storage.stores.users.insert({
      userPoolId,
      username: 'alice',
      sub: systemEntropy.uuid(),
      attributes: new Map(),
      pendingAttributes: new Map(),
      status: 'CONFIRMED',
      enabled: true,
      mfa: NO_MFA_SETTINGS,
      createdAt: 0,
      modifiedAt: 0,
    })
  }

  test('is not looked up in the former pool if the pool was not moved here', async () => {
    const pool = await emptyMovedPool()
    await insertNamesake(pool.UserPoolId)
    await assert.rejects(signIn(pool.ClientId, 'alice', PASSWORD), WRONG)
  })

  test('does not accept the password of the user with that name in the former pool', async () => {
    const pool = await emptyMovedPool()
    await link(pool, {})
    await insertNamesake(pool.UserPoolId)
    await assert.rejects(signIn(pool.ClientId, 'alice', PASSWORD), WRONG)
  })
})
