import assert from 'node:assert/strict'
import { createCredentials } from '../../../src/cli/credentials/create.ts'
import { secretHash } from '../../../src/domain/credentials/secret-hash.ts'
import { systemEntropy } from '../../../src/kernel/entropy.ts'
import { codeAt, fromBase32 } from '../../support/authenticator-app.ts'
import { type Journeys, wrong } from '../../support/journeys.ts'
import { ACCOUNT, ROOT } from '../../support/poolhouse.ts'
import { list, PASSWORD as OWN_PASSWORD } from '../../support/pools.ts'
import type { Credentials } from '../../support/sign.ts'
import { srpClient, timestamp } from '../../support/srp-client.ts'
import type { Secrets } from './secrets.ts'

// A long journey of all kinds of people with secrets. Each secret is noted when it appears.

const EMAIL = 'a@example.com'
const NEXT_EMAIL = 'b@example.com'

/** The results of the journey: its secrets, and the texts in which they must not be found. */
export interface Traces {
  readonly secrets: Secrets
  readonly sub: string
}

export async function travel(it: Journeys): Promise<Traces> {
  const secrets = new Map<string, string | Buffer>([['root secret access key', ROOT.secretAccessKey]])

  function note<Secret extends string | Buffer>(name: string, secret: Secret): Secret {
    assert.ok(secret.length > 0, `${name} is empty`)
    secrets.set(secrets.has(name) ? `${name} ${secrets.size}` : name, secret)
    return secret
  }

  /** Notes the tokens and the session in the response to a sign-in. */
  function noted(answer: { AuthenticationResult?: Record<string, string>; Session?: string }) {
    const { AccessToken, IdToken, RefreshToken } = answer.AuthenticationResult ?? {}
    const tokens = { AccessToken, IdToken, RefreshToken, Session: answer.Session }
    for (const [name, token] of Object.entries(tokens)) if (token !== undefined) note(name, token)
    return answer
  }

  async function code(to: string): Promise<string> {
    return note('code', await it.codeTo(to))
  }

  async function refused(operation: Parameters<Journeys['refusal']>[0], input: object, error: string) {
    assert.equal((await it.refusal(operation, input))[0], error)
  }

  // The owner of the pool.
  const UserPoolId = await it.newPool({ AutoVerifiedAttributes: ['email'], UserPoolTier: 'ESSENTIALS' })
  const flows = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH']
  const client = await it.administrate('CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'confidential',
    GenerateSecret: true,
    ExplicitAuthFlows: [...flows, 'ALLOW_REFRESH_TOKEN_AUTH'],
  })
  const { ClientId, ClientSecret } = client.UserPoolClient
  note('client secret', ClientSecret)
  const added = await it.administrate('AddUserPoolClientSecret', { UserPoolId, ClientId })
  note('second client secret', added.ClientSecretDescriptor.ClientSecretValue)
  const RefreshTokenRotation = { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 }
  const rotating = await it.newClient(UserPoolId, { ExplicitAuthFlows: flows, RefreshTokenRotation })

  // Users who sign up.
  const Username = 'traveller'
  const SecretHash = note('secret hash', secretHash(ClientSecret, Username, ClientId))
  const account = { ClientId, SecretHash, Username }
  const SECRET = { USERNAME: Username, SECRET_HASH: SecretHash }
  const first = note('password', 'First-Horse-1')
  const { UserSub: sub } = await it.ok('SignUp', {
    ...account,
    Password: first,
    UserAttributes: list({ email: EMAIL }),
  })
  await it.ok('ResendConfirmationCode', account)
  const confirmation = await code(EMAIL)
  const mistyped = note('wrong code', wrong(confirmation))
  await refused('ConfirmSignUp', { ...account, ConfirmationCode: mistyped }, 'CodeMismatchException')
  await it.ok('ConfirmSignUp', { ...account, ConfirmationCode: confirmation })

  async function keepVerifier(): Promise<void> {
    const { password } = await it.house.storage.stores.credentials.find(UserPoolId, sub)
    note('SRP verifier', password?.current.verifier ?? assert.fail('no verifier'))
  }
  await keepVerifier()

  // Sign-in, wrong and right, with the password and by SRP.
  const PASSWORD = note('wrong password', 'Mistyped-Horse-1')
  const withPassword = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH' }
  await refused(
    'InitiateAuth',
    { ...withPassword, AuthParameters: { ...SECRET, PASSWORD } },
    'NotAuthorizedException',
  )
  noted(await it.ok('InitiateAuth', { ...withPassword, AuthParameters: { ...SECRET, PASSWORD: first } }))

  const srp = srpClient(UserPoolId)
  const { ChallengeParameters } = await it.ok('InitiateAuth', {
    ClientId,
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { ...SECRET, SRP_A: srp.publicKey },
  })
  note('secret block', ChallengeParameters.SECRET_BLOCK)
  const proof = srp.prove(ChallengeParameters, first, timestamp(Date.now()))
  note('SRP proof', proof.PASSWORD_CLAIM_SIGNATURE ?? '')
  const { AuthenticationResult: tokens } = noted(
    await it.ok('RespondToAuthChallenge', {
      ClientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: { ...proof, SECRET_HASH: SecretHash },
    }),
  )
  const { AccessToken = '', RefreshToken = '' } = tokens ?? {}

  // Refresh, with and without rotation.
  noted(
    await it.ok('InitiateAuth', {
      ClientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: RefreshToken, SECRET_HASH: secretHash(ClientSecret, sub, ClientId) },
    }),
  )
  const rotated = noted(
    await it.ok('InitiateAuth', {
      ClientId: rotating,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: Username, PASSWORD: first },
    }),
  )
  const used = { ClientId: rotating, RefreshToken: rotated.AuthenticationResult?.RefreshToken ?? '' }
  const { RefreshToken: child = '' } =
    noted(await it.ok('GetTokensFromRefreshToken', used)).AuthenticationResult ?? {}
  await refused('GetTokensFromRefreshToken', used, 'RefreshTokenReuseException')
  await it.ok('RevokeToken', { ClientId: rotating, Token: child })

  // The user's own account.
  await it.ok('UpdateUserAttributes', { AccessToken, UserAttributes: list({ email: NEXT_EMAIL }) })
  const verification = await code(NEXT_EMAIL)
  await it.ok('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code: verification })
  const second = note('password', 'Second-Horse-2')
  const change = { AccessToken, PreviousPassword: first, ProposedPassword: second }
  await refused('ChangePassword', { ...change, PreviousPassword: PASSWORD }, 'NotAuthorizedException')
  const weak = note('weak password', 'weakling')
  await refused('ChangePassword', { ...change, ProposedPassword: weak }, 'InvalidPasswordException')
  await it.ok('ChangePassword', change)
  await keepVerifier()

  // Recovery.
  await it.ok('ForgotPassword', account)
  const recovery = await code(NEXT_EMAIL)
  const third = note('password', 'Third-Horse-3')
  const reset = { ...account, ConfirmationCode: recovery, Password: third }
  await refused('ConfirmForgotPassword', { ...reset, Password: weak }, 'InvalidPasswordException')
  await it.ok('ConfirmForgotPassword', reset)
  await keepVerifier()

  // Administrators, who also invite a user.
  const Password = note('password', 'Fourth-Horse-4')
  await it.administrate('AdminSetUserPassword', { UserPoolId, Username, Password, Permanent: true })
  await it.administrate('AdminResetUserPassword', { UserPoolId, Username })
  await code(NEXT_EMAIL)
  await it.administrate('AdminCreateUser', {
    UserPoolId,
    Username: 'invited',
    UserAttributes: list({ email: 'c@example.com', email_verified: 'true' }),
    DesiredDeliveryMediums: ['EMAIL'],
  })
  const [invitation = ''] = await it.messagesTo('c@example.com')
  const temporary = /temporary password is (\S+)\.(?:\s|$)/.exec(invitation)?.[1] ?? assert.fail(invitation)
  const AuthParameters = { USERNAME: 'invited', PASSWORD: note('temporary password', temporary) }
  const challenge = noted(
    await it.ok('InitiateAuth', { ClientId: rotating, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
  )
  const fifth = note('password', 'Fifth-Horse-5')
  noted(
    await it.ok('RespondToAuthChallenge', {
      ClientId: rotating,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: challenge.Session,
      ChallengeResponses: { USERNAME: 'invited', NEW_PASSWORD: fifth },
    }),
  )

  // An authenticator app, set up at a sign-in, and another one in its place by the signed-in user.
  await it.administrate('SetUserPoolMfaConfig', {
    UserPoolId,
    MfaConfiguration: 'ON',
    SoftwareTokenMfaConfiguration: { Enabled: true },
  })
  const invited = { USERNAME: 'invited', PASSWORD: fifth }
  const begun = noted(
    await it.ok('InitiateAuth', {
      ClientId: rotating,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: invited,
    }),
  )
  /** Returns what proves the next step: the session, if there is one. */
  async function setUpApp(proof: object): Promise<{ Session?: string }> {
    const { SecretCode, Session } = await it.ok('AssociateSoftwareToken', proof)
    note('software token', SecretCode)
    note('bytes of a software token', fromBase32(SecretCode))
    const next = Session === undefined ? proof : noted({ Session })
    const UserCode = note('code of an app', codeAt(SecretCode, Date.now()))
    const wrongly = { ...next, UserCode: note('wrong code', wrong(UserCode)) }
    await refused('VerifySoftwareToken', wrongly, 'EnableSoftwareTokenMFAException')
    return noted(await it.ok('VerifySoftwareToken', { ...next, UserCode }))
  }
  const verified = await setUpApp({ Session: begun.Session })
  const { AuthenticationResult: member } = noted(
    await it.ok('RespondToAuthChallenge', {
      ClientId: rotating,
      ChallengeName: 'MFA_SETUP',
      Session: verified.Session,
      ChallengeResponses: { USERNAME: 'invited' },
    }),
  )
  await setUpApp({ AccessToken: member?.AccessToken })

  // A device.
  const tracking = await it.newPool({ DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } })
  const guest = await it.member(tracking, await it.newClient(tracking))
  const entered = await it.ok('InitiateAuth', {
    ClientId: guest.ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: guest.Username, PASSWORD: OWN_PASSWORD },
  })
  noted(entered)
  await it.ok('ConfirmDevice', {
    AccessToken: entered.AuthenticationResult.AccessToken,
    DeviceKey: entered.AuthenticationResult.NewDeviceMetadata.DeviceKey,
    DeviceSecretVerifierConfig: {
      PasswordVerifier: note('verifier of a device', systemEntropy.bytes(384)).toString('base64'),
      Salt: systemEntropy.bytes(16).toString('base64'),
    },
  })

  // Access keys, permanent and temporary.
  const Statement = [{ Effect: 'Allow', Action: 'cognito-idp:*', Resource: '*' }]
  const policy = { Version: '2012-10-17', Statement }
  const lasting = await it.house.userWith(policy, 'operator')
  const run = { command: 'credentials create', account: ACCOUNT, now: Date.now(), entropy: systemEntropy }
  const request = { name: 'operator', kind: 'user', tags: {}, temporary: 3_600_000 } as const
  const { key } = await createCredentials(it.house.storage, request, run)
  const passing: Credentials = {
    accessKeyId: key?.id ?? '',
    secretAccessKey: key?.secretAccessKey ?? '',
    sessionToken: key?.temporary?.sessionToken ?? '',
  }
  note('secret access key', lasting.secretAccessKey)
  note('temporary secret access key', passing.secretAccessKey)
  note('session token', passing.sessionToken ?? '')
  for (const credentials of [lasting, passing]) {
    const answer = await it.house.call('AdminUserGlobalSignOut', { UserPoolId, Username }, { credentials })
    assert.equal(answer.status, 200, answer.text)
  }

  // Requests that make no sense.
  const lost = note('password in an unintelligible request', 'Lost-Horse-6')
  for (const [operation, body] of [
    ['SignUp', `{"ClientId":"${ClientId}","Password":"${lost}`],
    ['SignUp', { ClientId, Username: 'x', Password: { value: lost } }],
    ['SignUp', { ClientId, Username: 'x y', Password: `${lost} ` }],
    ['InitiateAuth', { ClientId, AuthFlow: 'NONE', AuthParameters: { PASSWORD: lost } }],
    ['NoSuchOperation', { Password: lost }],
  ] as const) {
    assert.equal((await it.house.call(operation, body, { signed: false })).status, 400, operation)
  }

  for (const { privateKey } of await it.house.storage.stores.signingKeys.list(UserPoolId)) {
    note('private key', privateKey.split('\n')[5] ?? '')
  }
  return { secrets, sub }
}
