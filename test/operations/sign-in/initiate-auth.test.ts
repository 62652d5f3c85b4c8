import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  DeleteUserPoolClientCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { secretHash } from '../../../src/domain/credentials/secret-hash.ts'
import { DAY, MINUTE, SECOND } from '../../../src/kernel/clock.ts'
import { type Poolhouse, startPoolhouse } from '../../support/poolhouse.ts'
import {
  ALL_FLOWS,
  inviteUser,
  newClient,
  newPool,
  newUser,
  PASSWORD,
  TEMPORARY,
} from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { tickingClock } from '../../support/ticking-clock.ts'
import { changeUser, HIDING, signIn, WRONG } from './fixtures.ts'

const INCORRECT = 'Incorrect username or password.'
const MISSING = 'User does not exist.'

let house: Poolhouse
let root: CognitoIdentityProviderClient
let pool: string
let client: string

before(async () => {
  house = await startPoolhouse({ clock: tickingClock() })
  root = house.client()
  pool = await newPool(root)
  client = (await newClient(root, pool)).id
  await newUser(root, pool)
})
after(() => house.close())

function initiate(ClientId: string, AuthFlow: string, AuthParameters: Record<string, string> = {}) {
  return root.send(
    new InitiateAuthCommand({ ClientId, AuthFlow, AuthParameters } as InitiateAuthCommandInput),
  )
}

const invalid = (call: Promise<unknown>, message: string) =>
  refuses(call, 'InvalidParameterException', message)
const unauthorized = (call: Promise<unknown>, message: string) =>
  refuses(call, 'NotAuthorizedException', message)

function claims(token: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString())
}

describe('access', () => {
  for (const [what, headers] of [
    ['none', {}],
    ['a malformed one', { authorization: 'intentionally-invalid-probe' }],
  ] as const) {
    test(`looks at no signature: ${what} will do`, async () => {
      const AuthParameters = { USERNAME: 'alice', PASSWORD }
      const input = { ClientId: client, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
      const answer = await house.call('InitiateAuth', input, { signed: false, headers })
      assert.equal(answer.status, 200)
    })
  }
})

describe('validation', () => {
  test('reports a missing client and an unknown flow', async () => {
    const answer = await house.call('InitiateAuth', { AuthFlow: 'PASSWORD' }, { signed: false })
    assert.equal(answer.json.__type, 'InvalidParameterException')
    assert.match(answer.json.message, /^2 validation errors detected: /)
    assert.match(answer.json.message, /at 'clientId' failed to satisfy constraint: Member must not be null/)
    assert.match(
      answer.json.message,
      /'PASSWORD' at 'authFlow' failed .*: Member must satisfy enum value set/,
    )
  })

  for (const [flow, parameters, missing] of [
    ['USER_PASSWORD_AUTH', {}, 'USERNAME'],
    ['USER_PASSWORD_AUTH', { USERNAME: 'alice' }, 'PASSWORD'],
    ['USER_PASSWORD_AUTH', { USERNAME: 'alice', PASSWORD: '' }, 'PASSWORD'],
    ['USER_SRP_AUTH', { SRP_A: 'a' }, 'USERNAME'],
    ['USER_SRP_AUTH', { USERNAME: 'alice' }, 'SRP_A'],
  ] as const) {
    test(`asks for ${missing} in ${flow} after ${Object.keys(parameters)}`, () =>
      invalid(initiate(client, flow, parameters), `Missing required parameter ${missing}`))
  }

  test('takes a null parameter for a missing one', async () => {
    const AuthParameters = { USERNAME: 'alice', PASSWORD: null }
    const input = { ClientId: client, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
    const { json } = await house.call('InitiateAuth', input, { signed: false })
    assert.equal(json.message, 'Missing required parameter PASSWORD')
  })

  test('refuses an SRP_A that is no number below 2^3072', async () => {
    for (const SRP_A of ['xyz', '-1', 'f'.repeat(769)]) {
      await invalid(initiate(client, 'USER_SRP_AUTH', { USERNAME: 'alice', SRP_A }), 'Invalid SRP_A')
    }
  })
})

describe('behaviour: clients and flows', () => {
  test('refuses a client that does not exist, or no longer', async () => {
    const { id } = await newClient(root, pool)
    await root.send(new DeleteUserPoolClientCommand({ UserPoolId: pool, ClientId: id }))
    for (const ClientId of ['0123456789abcdefghijklmnop', id]) {
      await refuses(
        signIn(root, ClientId, 'alice', PASSWORD),
        'ResourceNotFoundException',
        `User pool client ${ClientId} does not exist.`,
      )
    }
  })

  test('refuses the flows of administrators', async () => {
    for (const flow of ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH']) {
      const call = initiate(client, flow, { USERNAME: 'alice', PASSWORD })
      await invalid(call, 'Initiate Auth method not supported.')
    }
  })

  test('refuses flows that the client does not have', async () => {
    const { id } = await newClient(root, pool, { ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] })
    for (const [flow, message] of [
      ['USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH flow not enabled for this client'],
      ['USER_SRP_AUTH', 'USER_SRP_AUTH is not enabled for the client.'],
      ['CUSTOM_AUTH', 'CUSTOM_AUTH is not enabled for the client.'],
      ['USER_AUTH', 'USER_AUTH is not enabled for the client.'],
      ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN_AUTH is not enabled for the client.'],
      ['REFRESH_TOKEN', 'REFRESH_TOKEN_AUTH is not enabled for the client.'],
    ] as const) {
      await invalid(initiate(id, flow), message)
    }
  })

  test('gives a client without explicit flows SRP and refresh, but no password flow', async () => {
    const { id } = await newClient(root, pool, {})
    const call = signIn(root, id, 'alice', PASSWORD)
    await invalid(call, 'USER_PASSWORD_AUTH flow not enabled for this client')
    await invalid(initiate(id, 'REFRESH_TOKEN_AUTH'), 'Missing required parameter REFRESH_TOKEN')
    const { ChallengeName } = await initiate(id, 'USER_SRP_AUTH', { USERNAME: 'alice', SRP_A: '2' })
    assert.equal(ChallengeName, 'PASSWORD_VERIFIER')
  })

  test('knows the flow names of the old style', async () => {
    const { id } = await newClient(root, pool, { ExplicitAuthFlows: ['USER_PASSWORD_AUTH'] })
    assert.ok((await signIn(root, id, 'alice', PASSWORD)).AuthenticationResult)
    const { id: custom } = await newClient(root, pool, { ExplicitAuthFlows: ['CUSTOM_AUTH_FLOW_ONLY'] })
    const srp = initiate(custom, 'USER_SRP_AUTH', { USERNAME: 'alice', SRP_A: '2' })
    await invalid(srp, 'Only custom auth (lambda driven) is enabled for this client.')
    await invalid(
      initiate(custom, 'CUSTOM_AUTH', { USERNAME: 'alice' }),
      'Custom auth lambda trigger is not configured for the user pool.',
    )
  })
})

describe('behaviour: secret hashes', () => {
  test('asks clients with a secret for it, and only them', async () => {
    const { id, secret } = await newClient(root, pool, { ...ALL_FLOWS, GenerateSecret: true })
    const missing = `Client ${id} is configured with secret but SECRET_HASH was not received`
    const wrong = `Unable to verify secret hash for client ${id}`
    await unauthorized(signIn(root, id, 'alice', PASSWORD), missing)
    await unauthorized(initiate(id, 'USER_SRP_AUTH', { USERNAME: 'alice', SRP_A: '2' }), missing)
    const other = { SECRET_HASH: secretHash(secret, 'bob', id) }
    await unauthorized(signIn(root, id, 'alice', PASSWORD, other), wrong)
    const own = { SECRET_HASH: secretHash(secret, 'alice', id) }
    assert.ok((await signIn(root, id, 'alice', PASSWORD, own)).AuthenticationResult)
    await unauthorized(
      signIn(root, client, 'alice', PASSWORD, own),
      `Unable to verify secret hash for client ${client}`,
    )
  })

  test('takes a hash of the internal username where the name sent is an alias', async () => {
    const byEmail = await newPool(root, { UsernameAttributes: ['email'] })
    const { id, secret } = await newClient(root, byEmail, { ...ALL_FLOWS, GenerateSecret: true })
    const sub = await newUser(root, byEmail, 'a@example.com')
    for (const name of ['a@example.com', sub]) {
      const hash = { SECRET_HASH: secretHash(secret, name, id) }
      assert.ok((await signIn(root, id, 'a@example.com', PASSWORD, hash)).AuthenticationResult, name)
    }
  })
})

describe('behaviour: USER_PASSWORD_AUTH', () => {
  test('answers with tokens and an empty list of parameters', async () => {
    const AuthParameters = { USERNAME: 'alice', PASSWORD }
    const input = { ClientId: client, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
    const answer = await house.call('InitiateAuth', input, { signed: false })
    const { AccessToken, IdToken, RefreshToken } = answer.json.AuthenticationResult
    assert.equal(
      answer.text,
      `{"AuthenticationResult":{"AccessToken":"${AccessToken}","ExpiresIn":3600,"IdToken":"${IdToken}",` +
        `"RefreshToken":"${RefreshToken}","TokenType":"Bearer"},"ChallengeParameters":{}}`,
    )
    for (const token of [AccessToken, IdToken]) {
      assert.equal(claims(token).event_id, answer.headers.get('x-amzn-requestid'))
    }
    assert.equal(claims(AccessToken).auth_time, claims(AccessToken).iat)
  })

  test('refuses a wrong password, and an old one', async () => {
    await newUser(root, pool, 'changing')
    await root.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: pool,
        Username: 'changing',
        Password: 'Another-Horse-7',
        Permanent: true,
      }),
    )
    await unauthorized(signIn(root, client, 'changing', WRONG), INCORRECT)
    await unauthorized(signIn(root, client, 'changing', PASSWORD), INCORRECT)
    assert.ok((await signIn(root, client, 'changing', 'Another-Horse-7')).AuthenticationResult)
  })

  test('tells whether there is such a user, unless the client hides it', async () => {
    await refuses(signIn(root, client, 'nobody', PASSWORD), 'UserNotFoundException', MISSING)
    const { id } = await newClient(root, pool, HIDING)
    await unauthorized(signIn(root, id, 'nobody', PASSWORD), INCORRECT)
    const { id: legacy } = await newClient(root, pool, { ...ALL_FLOWS, PreventUserExistenceErrors: 'LEGACY' })
    await refuses(signIn(root, legacy, 'nobody', PASSWORD), 'UserNotFoundException', MISSING)
  })

  // D3
  test('takes username and verified aliases, and no sub', async () => {
    const aliased = await newPool(root, { AliasAttributes: ['email', 'preferred_username'] })
    const { id } = await newClient(root, aliased)
    const sub = await newUser(root, aliased, 'alice', {
      email: 'a@example.com',
      email_verified: 'true',
    })
    await refuses(signIn(root, id, sub, PASSWORD), 'UserNotFoundException', MISSING)
    for (const name of ['alice', 'a@example.com']) {
      const { AuthenticationResult } = await signIn(root, id, name, PASSWORD)
      assert.equal(claims(AuthenticationResult?.AccessToken).username, 'alice')
    }
    await newUser(root, aliased, 'bob', { email: 'b@example.com' })
    await refuses(signIn(root, id, 'b@example.com', PASSWORD), 'UserNotFoundException', MISSING)
    await newUser(root, aliased, 'carol', { email: 'c@example.com', email_verified: 'True' })
    const { AuthenticationResult } = await signIn(root, id, 'c@example.com', PASSWORD)
    assert.equal(claims(AuthenticationResult?.IdToken).email_verified, true)
  })

  test('tells a disabled user only if the password is right', async () => {
    await newUser(root, pool, 'disabled')
    await root.send(new AdminDisableUserCommand({ UserPoolId: pool, Username: 'disabled' }))
    await unauthorized(signIn(root, client, 'disabled', PASSWORD), 'User is disabled.')
    await unauthorized(signIn(root, client, 'disabled', WRONG), INCORRECT)
  })

  // D1
  test('tells an unconfirmed user whatever the password, and counts no failure', async () => {
    const sub = await newUser(root, pool, 'unconfirmed')
    await changeUser(house, pool, sub, { status: 'UNCONFIRMED' })
    for (const password of [...Array(6).fill(WRONG), PASSWORD]) {
      const call = signIn(root, client, 'unconfirmed', password)
      await refuses(call, 'UserNotConfirmedException', 'User is not confirmed.')
    }
  })

  // D1
  test('tells an unconfirmed user only if the password is right where the client hides who exists', async () => {
    const { id } = await newClient(root, pool, HIDING)
    const sub = await newUser(root, pool, 'hidden-unconfirmed')
    await changeUser(house, pool, sub, { status: 'UNCONFIRMED' })
    await unauthorized(signIn(root, id, 'hidden-unconfirmed', WRONG), INCORRECT)
    const call = signIn(root, id, 'hidden-unconfirmed', PASSWORD)
    await refuses(call, 'UserNotConfirmedException', 'User is not confirmed.')
  })

  test('has a user whose password was reset choose another', async () => {
    const sub = await newUser(root, pool, 'reset')
    await changeUser(house, pool, sub, { status: 'RESET_REQUIRED' })
    const call = signIn(root, client, 'reset', PASSWORD)
    await refuses(call, 'PasswordResetRequiredException', 'Password reset required for the user')
    await unauthorized(signIn(root, client, 'reset', WRONG), INCORRECT)
  })

  test('tells an imported user without a password of the reset, unless the client hides who exists', async () => {
    const sub = await newUser(root, pool, 'imported')
    await changeUser(house, pool, sub, { status: 'RESET_REQUIRED' })
    await house.storage.stores.credentials.setPassword(pool, sub, undefined)
    const call = signIn(root, client, 'imported', PASSWORD)
    await refuses(call, 'PasswordResetRequiredException', 'Password reset required for the user')
    const { id } = await newClient(root, pool, HIDING)
    await unauthorized(signIn(root, id, 'imported', PASSWORD), INCORRECT)
  })

  test('takes a user of an identity provider for nobody', async () => {
    const sub = await newUser(root, pool, 'federated')
    await changeUser(house, pool, sub, { status: 'EXTERNAL_PROVIDER' })
    await refuses(signIn(root, client, 'federated', PASSWORD), 'UserNotFoundException', MISSING)
    const { id } = await newClient(root, pool, HIDING)
    await unauthorized(signIn(root, id, 'federated', PASSWORD), INCORRECT)
  })

  test('answers a temporary password with NEW_PASSWORD_REQUIRED, each time with a new session', async () => {
    await inviteUser(root, pool, 'invited')
    const AuthParameters = { USERNAME: 'invited', PASSWORD: TEMPORARY }
    const input = { ClientId: client, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
    const [first, second] = [
      await house.call('InitiateAuth', input, { signed: false }),
      await house.call('InitiateAuth', input, { signed: false }),
    ]
    assert.equal(
      first.text,
      '{"ChallengeName":"NEW_PASSWORD_REQUIRED","ChallengeParameters":{"USER_ID_FOR_SRP":"invited",' +
        `"requiredAttributes":"[]","userAttributes":"{}"},"Session":"${first.json.Session}"}`,
    )
    assert.notEqual(first.json.Session, second.json.Session)
    assert.ok(first.json.Session.length >= 20 && first.json.Session.length <= 2048)
  })

  test('lists what an invited user has, as far as the client may read it, and still owes', async () => {
    const schema = [{ Name: 'family_name', Required: true, Mutable: true }]
    const demanding = await newPool(root, { Schema: schema })
    const reading = { ...ALL_FLOWS, ReadAttributes: ['email'] }
    const { id } = await newClient(root, demanding, reading)
    await inviteUser(root, demanding, 'invited', {
      email: 'a@example.com',
      given_name: 'Alice',
    })
    const { ChallengeParameters } = await signIn(root, id, 'invited', TEMPORARY)
    assert.equal(ChallengeParameters?.requiredAttributes, '["userAttributes.family_name"]')
    assert.equal(ChallengeParameters?.userAttributes, '{"email":"a@example.com"}')
  })
})

describe('behaviour: USER_SRP_AUTH', () => {
  const challenge = async (id: string, USERNAME: string, SRP_A = 'ab'.repeat(384)) =>
    (await initiate(id, 'USER_SRP_AUTH', { USERNAME, SRP_A })).ChallengeParameters ?? {}

  test('answers with a challenge and no session', async () => {
    const AuthParameters = { USERNAME: 'alice', SRP_A: 'ab'.repeat(384) }
    const input = { ClientId: client, AuthFlow: 'USER_SRP_AUTH', AuthParameters }
    const { text, json } = await house.call('InitiateAuth', input, { signed: false })
    const { SALT, SECRET_BLOCK, SRP_B } = json.ChallengeParameters
    assert.match(SALT, /^[0-9a-f]{32}$/)
    assert.match(SRP_B, /^[0-9a-f]{768}$/)
    assert.match(SECRET_BLOCK, /^[A-Za-z0-9+/]+=*$/)
    assert.equal(
      text,
      `{"ChallengeName":"PASSWORD_VERIFIER","ChallengeParameters":{"SALT":"${SALT}","SECRET_BLOCK":` +
        `"${SECRET_BLOCK}","SRP_B":"${SRP_B}","USERNAME":"alice","USER_ID_FOR_SRP":"alice"}}`,
    )
  })

  test('looks at no parameters but its own', async () => {
    const AuthParameters = { USERNAME: 'alice', SRP_A: 'ab'.repeat(384), CHALLENGE_NAME: 'SRP_A' }
    const { ChallengeName } = await initiate(client, 'USER_SRP_AUTH', AuthParameters)
    assert.equal(ChallengeName, 'PASSWORD_VERIFIER')
  })

  test('keeps the salt and draws the rest again', async () => {
    const [first, second] = [await challenge(client, 'alice'), await challenge(client, 'alice')]
    assert.equal(first.SALT, second.SALT)
    assert.notEqual(first.SRP_B, second.SRP_B)
    assert.notEqual(first.SECRET_BLOCK, second.SECRET_BLOCK)
  })

  test('answers any A with an ordinary challenge', async () => {
    for (const A of ['0', '2'])
      assert.match((await challenge(client, 'alice', A)).SRP_B ?? '', /^[0-9a-f]{768}$/)
  })

  test('writes nothing', async () => {
    const before = await house.storage.stores.auditEvents.list({ limit: 10_000 })
    await challenge(client, 'alice')
    assert.deepEqual(await house.storage.stores.auditEvents.list({ limit: 10_000 }), before)
  })

  test('challenges users whom only the proof will refuse', async () => {
    const sub = await newUser(root, pool, 'srp-unconfirmed')
    await changeUser(house, pool, sub, { status: 'UNCONFIRMED', enabled: false })
    assert.equal((await challenge(client, 'srp-unconfirmed')).USERNAME, 'srp-unconfirmed')
  })

  test('tells that there is no such user, or challenges a stranger like a user', async () => {
    const srp = initiate(client, 'USER_SRP_AUTH', { USERNAME: 'nobody', SRP_A: '2' })
    await refuses(srp, 'UserNotFoundException', MISSING)
    const [{ id }, { id: other }] = [await newClient(root, pool, HIDING), await newClient(root, pool, HIDING)]
    const [real, first] = [await challenge(id, 'alice'), await challenge(id, 'stran')]
    const [again, elsewhere] = [await challenge(id, 'stran'), await challenge(other, 'stran')]
    assert.deepEqual([first.USERNAME, first.USER_ID_FOR_SRP], ['stran', 'stran'])
    for (const name of ['SALT', 'SRP_B', 'SECRET_BLOCK']) {
      const spread = Math.abs((first[name]?.length ?? 0) - (real[name]?.length ?? 0))
      assert.ok(spread <= 4, name) // the secret block holds b, which has a digit less at times
    }
    assert.equal(again.SALT, first.SALT)
    assert.equal(elsewhere.SALT, first.SALT)
    assert.notEqual(again.SRP_B, first.SRP_B)
    assert.notEqual((await challenge(id, 'other')).SALT, first.SALT)
  })

  test('gives a stranger the username that a user would have who signs in by a contact', async () => {
    const byEmail = await newPool(root, { UsernameAttributes: ['email'] })
    const { id } = await newClient(root, byEmail, HIDING)
    const first = await challenge(id, 'nobody@example.com')
    assert.match(first.USERNAME ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-70[0-9a-f]{2}-[0-9a-f]{4}-[0-9a-f]{12}$/)
    assert.equal(first.USER_ID_FOR_SRP, first.USERNAME)
    assert.equal((await challenge(id, 'nobody@example.com')).USERNAME, first.USERNAME)
    assert.notEqual((await challenge(id, 'other@example.com')).USERNAME, first.USERNAME)
  })
})

describe('behaviour: REFRESH_TOKEN_AUTH', () => {
  const refresh = (id: string, REFRESH_TOKEN: string | undefined, more: Record<string, string> = {}) =>
    initiate(id, 'REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: REFRESH_TOKEN ?? '', ...more })

  async function refreshToken(id = client, name = 'alice', more: Record<string, string> = {}) {
    return (await signIn(root, id, name, PASSWORD, more)).AuthenticationResult?.RefreshToken
  }

  test('answers with new access and ID tokens and no refresh token, under both names of the flow', async () => {
    const { AuthenticationResult: first } = await signIn(root, client, 'alice', PASSWORD)
    for (const flow of ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN']) {
      const { AuthenticationResult, ChallengeParameters } = await initiate(client, flow, {
        REFRESH_TOKEN: first?.RefreshToken ?? '',
      })
      assert.deepEqual(ChallengeParameters, {})
      assert.deepEqual(Object.keys(AuthenticationResult ?? {}).sort(), [
        'AccessToken',
        'ExpiresIn',
        'IdToken',
        'TokenType',
      ])
      const [before, now] = [claims(first?.AccessToken), claims(AuthenticationResult?.AccessToken)]
      for (const name of ['origin_jti', 'event_id', 'auth_time']) assert.equal(now[name], before[name], name)
      assert.notEqual(now.jti, before.jti)
    }
  })

  test('refuses what is no refresh token, and that of another client or pool', async () => {
    await unauthorized(refresh(client, 'garbage'), 'Invalid Refresh Token')
    const { id: sibling } = await newClient(root, pool)
    await unauthorized(refresh(sibling, await refreshToken()), 'Refresh Token has different Client')
    const { id: stranger } = await newClient(root, await newPool(root))
    await unauthorized(refresh(stranger, await refreshToken()), 'Invalid Refresh Token')
  })

  test('asks clients with a secret for a hash of the username', async () => {
    const { id, secret } = await newClient(root, pool, { ...ALL_FLOWS, GenerateSecret: true })
    const SECRET_HASH = secretHash(secret, 'alice', id)
    const token = await refreshToken(id, 'alice', { SECRET_HASH })
    const missing = `Client ${id} is configured with secret but SECRET_HASH was not received`
    await unauthorized(refresh(id, token), missing)
    await unauthorized(refresh(id, 'garbage'), missing)
    const wrong = { SECRET_HASH: secretHash(secret, 'bob', id) }
    await unauthorized(refresh(id, token, wrong), `SecretHash does not match for the client: ${id}`)
    assert.ok((await refresh(id, token, { SECRET_HASH })).AuthenticationResult)
  })

  test('follows what becomes of the user', async () => {
    const named = { UserPoolId: pool, Username: 'fleeting' }
    await newUser(root, pool, 'fleeting')
    const [revoked, old] = [await refreshToken(client, 'fleeting'), await refreshToken(client, 'fleeting')]
    await root.send(new AdminDisableUserCommand(named))
    await unauthorized(refresh(client, revoked), 'User is disabled.')
    await root.send(new AdminEnableUserCommand(named))
    await unauthorized(refresh(client, revoked), 'Refresh Token has been revoked')
    assert.ok(await refreshToken(client, 'fleeting'))
    await root.send(new AdminDeleteUserCommand(named))
    const deleted = 'The user has been deleted for the associated refresh token'
    await unauthorized(refresh(client, old), deleted)
    await refuses(signIn(root, client, 'fleeting', PASSWORD), 'UserNotFoundException', MISSING)
    await newUser(root, pool, 'fleeting')
    await unauthorized(refresh(client, old), deleted)
  })

  test('refuses a token that has expired', async () => {
    const token = await refreshToken()
    house.passTime(30 * DAY)
    await unauthorized(refresh(client, token), 'Refresh Token has expired')
  })
})

describe('behaviour: lockout', () => {
  const exceeded = 'Password attempts exceeded'

  async function fail(id: string, name: string, times: number): Promise<void> {
    for (let i = 0; i < times; i++) await unauthorized(signIn(root, id, name, WRONG), INCORRECT)
  }

  test('locks after five failures for a second, then for twice as long each time', async () => {
    await newUser(root, pool, 'locked')
    await fail(client, 'locked', 5)
    await unauthorized(signIn(root, client, 'locked', PASSWORD), exceeded)
    await unauthorized(signIn(root, client, 'locked', WRONG), exceeded)
    house.passTime(SECOND)
    await fail(client, 'locked', 1)
    house.passTime(SECOND)
    await unauthorized(signIn(root, client, 'locked', PASSWORD), exceeded)
    house.passTime(SECOND)
    assert.ok((await signIn(root, client, 'locked', PASSWORD)).AuthenticationResult)
  })

  test('forgets the failures after a sign-in', async () => {
    await newUser(root, pool, 'forgiven')
    await fail(client, 'forgiven', 4)
    await signIn(root, client, 'forgiven', PASSWORD)
    await fail(client, 'forgiven', 4)
    assert.ok((await signIn(root, client, 'forgiven', PASSWORD)).AuthenticationResult)
  })

  test('forgets them after 15 minutes', async () => {
    await newUser(root, pool, 'patient')
    await fail(client, 'patient', 4)
    house.passTime(15 * MINUTE)
    await fail(client, 'patient', 4)
    assert.ok((await signIn(root, client, 'patient', PASSWORD)).AuthenticationResult)
  })

  test('locks strangers too where the client hides who exists', async () => {
    const { id } = await newClient(root, pool, HIDING)
    await fail(id, 'locked-stranger', 5)
    await unauthorized(signIn(root, id, 'locked-stranger', WRONG), exceeded)
    await fail(id, 'another-stranger', 1)
    house.passTime(SECOND)
    await fail(id, 'locked-stranger', 1)
  })

  test('audits the failures of users, and no password', async () => {
    await newUser(root, pool, 'audited')
    await fail(client, 'audited', 1)
    const events = await house.storage.stores.auditEvents.list({ limit: 10_000, eventName: 'InitiateAuth' })
    const { errorCode, errorMessage, requestParameters } = events.at(-1)?.record ?? {}
    assert.deepEqual(
      { errorCode, errorMessage },
      { errorCode: 'NotAuthorizedException', errorMessage: INCORRECT },
    )
    assert.match(JSON.stringify(requestParameters), /"authParameters":"HIDDEN_DUE_TO_SECURITY_REASONS"/)
    const all = JSON.stringify([events, house.logLines])
    for (const secret of [PASSWORD, WRONG, TEMPORARY]) assert.ok(!all.includes(secret), secret)
  })
})

describe('behaviour: expiry', () => {
  test('refuses a temporary password that is too old', async () => {
    await inviteUser(root, pool, 'late')
    house.passTime(7 * DAY)
    await unauthorized(
      signIn(root, client, 'late', TEMPORARY),
      'Temporary password has expired and must be reset by an administrator.',
    )
    await unauthorized(signIn(root, client, 'late', WRONG), INCORRECT)
  })
})
