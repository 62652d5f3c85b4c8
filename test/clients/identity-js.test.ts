import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import {
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  type ISignUpResult,
} from 'amazon-cognito-identity-js'
import { OTHER_PASSWORD, useJourneys, wrong } from '../support/journeys.ts'
import { PASSWORD } from '../support/pools.ts'
import { authenticate, called, ended, sessionOf } from './identity-js-user.ts'
import { useNativePowers } from './native-powers.ts'

// What a browser application offers its users. The sign-in itself is tested in test/operations/sign-in/.

const EMAIL = 'a@example.com'

const it = useJourneys()
let userPool: CognitoUserPool

beforeEach(async () => {
  const UserPoolId = await it.newPool({ AutoVerifiedAttributes: ['email'] })
  const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
  const ClientId = await it.newClient(UserPoolId, { ExplicitAuthFlows })
  userPool = new CognitoUserPool({ UserPoolId, ClientId, endpoint: it.house.url })
})

const alice = () => new CognitoUser({ Username: 'alice', Pool: userPool })

function signUp(): Promise<ISignUpResult> {
  const email = new CognitoUserAttribute({ Name: 'email', Value: EMAIL })
  return called((done) => userPool.signUp('alice', PASSWORD, [email], [], done))
}

async function join(): Promise<void> {
  await signUp()
  const code = await it.codeTo(EMAIL)
  await called((done) => alice().confirmRegistration(code, false, done))
}

const signIn = (user: CognitoUser, password = PASSWORD) => sessionOf(authenticate(user, password))

describe('amazon-cognito-identity-js, with its own arithmetic,', () => {
  test('signs a user up, who confirms with the second code that was sent', async () => {
    const { userConfirmed, userSub, codeDeliveryDetails } = await signUp()
    assert.equal(userConfirmed, false)
    assert.deepEqual(codeDeliveryDetails, {
      AttributeName: 'email',
      DeliveryMedium: 'EMAIL',
      Destination: 'a***@e***',
    })
    const first = await it.codeTo(EMAIL)
    await assert.rejects(
      called((done) => alice().confirmRegistration(wrong(first), false, done)),
      { name: 'CodeMismatchException' },
    )
    await called((done) => alice().resendConfirmationCode(done))
    const second = await it.codeTo(EMAIL)
    assert.equal(await called((done) => alice().confirmRegistration(second, false, done)), 'SUCCESS')
    assert.equal((await signIn(alice())).getIdToken().payload.sub, userSub)
  })
})

describe('amazon-cognito-identity-js', () => {
  useNativePowers('identity-js')

  test('learns that the sign-up has to be confirmed first', async () => {
    await signUp()
    await assert.rejects(signIn(alice()), {
      name: 'UserNotConfirmedException',
      message: 'User is not confirmed.',
    })
  })

  test('replaces a forgotten password', async () => {
    await join()
    const delivery = await ended((callbacks) => alice().forgotPassword(callbacks))
    assert.deepEqual(delivery, {
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
    })
    const code = await it.codeTo(EMAIL)
    await assert.rejects(
      ended((callbacks) => alice().confirmPassword(wrong(code), OTHER_PASSWORD, callbacks)),
      { name: 'CodeMismatchException' },
    )
    await ended((callbacks) => alice().confirmPassword(code, OTHER_PASSWORD, callbacks))
    await assert.rejects(signIn(alice()), { name: 'NotAuthorizedException' })
    assert.ok((await signIn(alice(), OTHER_PASSWORD)).isValid())
  })

  test('confirms a new address', async () => {
    await join()
    const user = alice()
    await signIn(user)
    const email = new CognitoUserAttribute({ Name: 'email', Value: 'b@example.com' })
    await called((done) => user.updateAttributes([email], done))
    const code = await it.codeTo('b@example.com')
    assert.equal(await ended((callbacks) => user.verifyAttribute('email', code, callbacks)), 'SUCCESS')
    const attributes = await called<CognitoUserAttribute[]>((done) => user.getUserAttributes(done))
    const verified = attributes.find((attribute) => attribute.getName() === 'email_verified')
    assert.equal(verified?.getValue(), 'true')
  })

  test('signs out here, and its refresh token stops working', async () => {
    await join()
    const user = alice()
    const token = (await signIn(user)).getRefreshToken()
    await new Promise<void>((done) => user.signOut(done))
    assert.equal(user.getSignInUserSession(), null)
    await assert.rejects(
      called((done) => alice().refreshSession(token, done)),
      { name: 'NotAuthorizedException', message: 'Refresh Token has been revoked' },
    )
  })

  test('deletes the account', async () => {
    await join()
    const user = alice()
    await signIn(user)
    assert.equal(await called((done) => user.deleteUser(done)), 'SUCCESS')
    await assert.rejects(signIn(alice()), { name: 'UserNotFoundException' })
  })
})
