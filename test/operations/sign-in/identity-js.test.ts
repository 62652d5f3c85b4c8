import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  AdminDisableUserCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider'
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js'
import { useNativePowers } from '../../clients/native-powers.ts'
import { type Poolhouse, startPoolhouse } from '../../support/poolhouse.ts'
import { inviteUser, newClient, newPool, newUser, PASSWORD, TEMPORARY } from '../../support/pools.ts'
import { WRONG } from './fixtures.ts'

useNativePowers('identity-js')

let house: Poolhouse
let root: CognitoIdentityProviderClient
let pool: string
let userPool: CognitoUserPool

before(async () => {
  house = await startPoolhouse()
  root = house.client()
  pool = await newPool(root)
  const { id } = await newClient(root, pool)
  userPool = new CognitoUserPool({ UserPoolId: pool, ClientId: id, endpoint: house.url })
})
after(() => house.close())

type Ending =
  | { readonly session: CognitoUserSession }
  | { readonly newPasswordFor: Record<string, string>; readonly owed: readonly string[] }

/** The client of the browser signs in; by SRP unless told otherwise. */
function authenticate(user: CognitoUser, Password: string): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const details = new AuthenticationDetails({ Username: user.getUsername(), Password })
    user.authenticateUser(details, {
      onSuccess: (session) => resolve({ session }),
      onFailure: reject,
      newPasswordRequired: (attributes, owed) => resolve({ newPasswordFor: attributes, owed }),
    })
  })
}

async function session(user: CognitoUser, password = PASSWORD): Promise<CognitoUserSession> {
  const ending = await authenticate(user, password)
  return 'session' in ending ? ending.session : assert.fail('a new password is asked for')
}

const userNamed = (Username: string) => new CognitoUser({ Username, Pool: userPool })

function called<Result>(
  call: (done: (error?: Error | null, result?: Result) => void) => void,
): Promise<Result> {
  return new Promise((resolve, reject) =>
    call((error, result) => (error ? reject(error) : resolve(result as Result))),
  )
}

describe('amazon-cognito-identity-js', () => {
  test('signs in by SRP', async () => {
    await newUser(root, pool)
    const signedIn = await session(userNamed('alice'))
    assert.ok(signedIn.isValid())
    assert.equal(signedIn.getIdToken().payload['cognito:username'], 'alice')
  })

  test('signs in with the password in the clear', async () => {
    const user = userNamed('alice')
    user.setAuthenticationFlowType('USER_PASSWORD_AUTH')
    assert.ok((await session(user)).isValid())
  })

  test('is told of a wrong password', () =>
    assert.rejects(authenticate(userNamed('alice'), WRONG), {
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    }))

  test('chooses a password after an invitation', async () => {
    await inviteUser(root, pool, 'invited', { email: 'a@example.com' })
    const user = userNamed('invited')
    const ending = await authenticate(user, TEMPORARY)
    assert.ok('newPasswordFor' in ending)
    assert.equal(ending.newPasswordFor.email, 'a@example.com')
    assert.deepEqual(ending.owed, [])
    const chosen = await new Promise<CognitoUserSession>((onSuccess, onFailure) =>
      user.completeNewPasswordChallenge(PASSWORD, { nickname: 'Al' }, { onSuccess, onFailure }),
    )
    assert.equal(chosen.getIdToken().payload.nickname, 'Al')
    assert.ok((await session(userNamed('invited'))).isValid())
  })

  test('refreshes its tokens', async () => {
    const user = userNamed('alice')
    const first = await session(user)
    const next = await called<CognitoUserSession>((done) =>
      user.refreshSession(first.getRefreshToken(), done),
    )
    assert.notEqual(next.getAccessToken().getJwtToken(), first.getAccessToken().getJwtToken())
    assert.equal(next.getAccessToken().payload.auth_time, first.getAccessToken().payload.auth_time)
  })

  test('reads and changes attributes and the password', async () => {
    await newUser(root, pool, 'changing')
    const user = userNamed('changing')
    await session(user)
    const nickname = new CognitoUserAttribute({ Name: 'nickname', Value: 'Chan' })
    await called((done) => user.updateAttributes([nickname], done))
    const attributes = await called<CognitoUserAttribute[]>((done) => user.getUserAttributes(done))
    assert.equal(attributes.find((attribute) => attribute.getName() === 'nickname')?.getValue(), 'Chan')
    await called((done) => user.changePassword(PASSWORD, 'Another-Horse-7', done))
    assert.ok((await session(userNamed('changing'), 'Another-Horse-7')).isValid())
  })

  test('signs out everywhere', async () => {
    await newUser(root, pool, 'leaving')
    const [here, there] = [userNamed('leaving'), userNamed('leaving')]
    const token = (await session(there)).getRefreshToken()
    await session(here)
    await new Promise<string>((onSuccess, onFailure) => here.globalSignOut({ onSuccess, onFailure }))
    await assert.rejects(
      called((done) => there.refreshSession(token, done)),
      { name: 'NotAuthorizedException', message: 'Refresh Token has been revoked' },
    )
  })

  test('is told that a user is disabled', async () => {
    await newUser(root, pool, 'disabled')
    await root.send(new AdminDisableUserCommand({ UserPoolId: pool, Username: 'disabled' }))
    await assert.rejects(authenticate(userNamed('disabled'), PASSWORD), {
      name: 'NotAuthorizedException',
      message: 'User is disabled.',
    })
  })
})
