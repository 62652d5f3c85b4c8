import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  type ChallengeNameType,
  type CognitoIdentityProviderClient,
  ConfirmDeviceCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { codeAt, STEP } from '../../support/authenticator-app.ts'
import { forEachAddress, type NewAddress } from '../../support/databases.ts'
import { newMfaPool, setMfa } from '../../support/mfa.ts'
import { type Poolhouse, startPoolhouse } from '../../support/poolhouse.ts'
import { ALL_FLOWS, newClient, newPool, newUser, PASSWORD } from '../../support/pools.ts'
import { quickPower } from '../../support/quick-power.ts'
import { deviceVerifier, srpClient } from '../../support/srp-client.ts'
import { ALWAYS } from '../devices/fixtures.ts'
import { signIn } from './fixtures.ts'

// Sixteen calls at once for what may happen once. Rivals for codes, proofs, passkeys and steps of a set-up are in the tests
// of their challenges.

const RIVALS = 16
const USED = 'Invalid session for the user, session can only be used once.'
const EVERY_FLOW = { ExplicitAuthFlows: [...ALL_FLOWS.ExplicitAuthFlows, 'ALLOW_USER_AUTH' as const] }
const CONTACTS = { phone_number: '+12065550123', email: 'jane@example.com' }

forEachAddress(suite, ['SQLite in memory', 'PostgreSQL'])

function suite(newAddress: NewAddress): void {
  const database = newAddress()
  const started = Date.now()
  let now = started
  let house: Poolhouse
  let root: CognitoIdentityProviderClient

  before(async () => {
    house = await startPoolhouse({ database, clock: () => started })
    root = house.client()
  })
  after(() => house.close())

  function passTime(milliseconds: number): void {
    now += milliseconds
    house.passTime(milliseconds)
  }

  async function place(pool: string, attributes: Record<string, string> = CONTACTS) {
    const { id: client } = await newClient(root, pool, EVERY_FLOW)
    await newUser(root, pool, 'jane', attributes)
    return { pool, client }
  }

  const respond = (
    ClientId: string,
    ChallengeName: ChallengeNameType,
    Session: string | undefined,
    answers: Record<string, string>,
  ) => {
    const ChallengeResponses = { USERNAME: 'jane', ...answers }
    return root.send(
      new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }),
    )
  }

  /** Sends the same answer sixteen times at once. Returns what the only winner is answered. */
  async function winner(...answer: Parameters<typeof respond>) {
    const results = await Promise.allSettled(Array.from({ length: RIVALS }, () => respond(...answer)))
    const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    assert.equal(won.length, 1)
    const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.message] : []))
    assert.deepEqual([...new Set(lost)], [USED])
    return won[0] ?? assert.fail()
  }

  const messagesTo = async (to: string, pool: string) => {
    await house.settled()
    const messages = await house.storage.stores.inbox.newest({ limit: 200, to })
    return messages.filter(({ userPoolId }) => userPoolId === pool).length
  }

  test('one of sixteen rivals selects a second factor', async () => {
    const { pool, client } = await place(await newMfaPool(root, 'ON', 'se'))
    const { Session } = await signIn(root, client, 'jane', PASSWORD)
    const { ChallengeName } = await winner(client, 'SELECT_MFA_TYPE', Session, { ANSWER: 'EMAIL_OTP' })
    assert.equal(ChallengeName, 'EMAIL_OTP')
    assert.equal(await messagesTo(CONTACTS.email, pool), 1)
  })

  test('one of sixteen rivals sets up an address, and one message is sent', async () => {
    const { pool, client } = await place(await newMfaPool(root, 'ON', 'te'), {})
    const { Session } = await signIn(root, client, 'jane', PASSWORD)
    const { ChallengeName } = await winner(client, 'MFA_SETUP', Session, { EMAIL: 'new@example.com' })
    assert.equal(ChallengeName, 'EMAIL_OTP')
    assert.equal(await messagesTo('new@example.com', pool), 1)
  })

  test('one of sixteen rivals selects a first factor', async () => {
    const SignInPolicy = { AllowedFirstAuthFactors: ['PASSWORD' as const, 'EMAIL_OTP' as const] }
    const { pool, client } = await place(await newPool(root, { Policies: { SignInPolicy } }))
    const begin = () =>
      root.send(
        new InitiateAuthCommand({
          ...{ ClientId: client, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: 'jane' } },
        }),
      )
    const answer = { ANSWER: 'EMAIL_OTP' }
    const { ChallengeName } = await winner(client, 'SELECT_CHALLENGE', (await begin()).Session, answer)
    assert.equal(ChallengeName, 'EMAIL_OTP')
    assert.equal(await messagesTo(CONTACTS.email, pool), 1)
    const { publicKey: SRP_A } = srpClient(pool, quickPower)
    const verifier = await winner(client, 'PASSWORD_SRP', (await begin()).Session, { SRP_A })
    assert.equal(verifier.ChallengeName, 'PASSWORD_VERIFIER')
  })

  test('one of sixteen rivals begins the proof of a device', async () => {
    const { pool, client } = await place(await newMfaPool(root, 'OFF', '', ALWAYS))
    const { AuthenticationResult } = await signIn(root, client, 'jane', PASSWORD)
    const { AccessToken, NewDeviceMetadata = {} } = AuthenticationResult ?? assert.fail('no tokens')
    const { DeviceKey: DEVICE_KEY = '' } = NewDeviceMetadata
    const DeviceSecretVerifierConfig = deviceVerifier(NewDeviceMetadata, 'password', quickPower)
    await root.send(
      new ConfirmDeviceCommand({ AccessToken, DeviceKey: DEVICE_KEY, DeviceSecretVerifierConfig }),
    )
    await setMfa(root, pool, 'ON', 's')
    const { Session } = await signIn(root, client, 'jane', PASSWORD, { DEVICE_KEY })
    const { publicKey: SRP_A } = srpClient(pool, quickPower)
    const verifier = await winner(client, 'DEVICE_SRP_AUTH', Session, { DEVICE_KEY, SRP_A })
    assert.equal(verifier.ChallengeName, 'DEVICE_PASSWORD_VERIFIER')
  })

  test('a time step of an app has one winner, also of sign-ins and verifications at once', async () => {
    const { pool, client } = await place(await newMfaPool(root, 'OPTIONAL', 't'))
    const { AuthenticationResult } = await signIn(root, client, 'jane', PASSWORD)
    const { AccessToken } = AuthenticationResult ?? assert.fail('no tokens')
    const { SecretCode = '' } = await root.send(new AssociateSoftwareTokenCommand({ AccessToken }))
    await root.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: codeAt(SecretCode, now) }))
    const user = { UserPoolId: pool, Username: 'jane' }
    const SoftwareTokenMfaSettings = { Enabled: true }
    await root.send(new AdminSetUserMFAPreferenceCommand({ ...user, SoftwareTokenMfaSettings }))
    passTime(STEP)
    const begun = Array.from({ length: RIVALS / 2 }, () => signIn(root, client, 'jane', PASSWORD))
    const sessions = (await Promise.all(begun)).map(({ Session }) => Session)
    const code = codeAt(SecretCode, now)
    const results = await Promise.allSettled<unknown>(
      sessions.flatMap((session) => [
        respond(client, 'SOFTWARE_TOKEN_MFA', session, { SOFTWARE_TOKEN_MFA_CODE: code }),
        root.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: code })),
      ]),
    )
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
    const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.name] : []))
    assert.deepEqual([...new Set(lost)].sort(), ['EnableSoftwareTokenMFAException', 'ExpiredCodeException'])
  })
}
