import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { MINUTE } from '../../../src/kernel/clock.ts'
import {
  type AuthenticatorOptions,
  type Circumstances,
  newAuthenticator,
} from '../../support/authenticator.ts'
import { forEachAddress } from '../../support/databases.ts'
import type { Refusal } from '../../support/journeys.ts'
import { testTokenAccess } from '../self-service/token-access.ts'
import {
  configure,
  DATABASES,
  type Ground,
  INVALID_CREDENTIAL,
  type Member,
  newGround,
  newMember,
  openGround,
  passkeysOf,
  register,
  start,
} from './fixtures.ts'

const LOCAL = 'http://localhost:3000'
const APP = `android:apk-key-hash:${'A'.repeat(43)}`

const CHALLENGE_NOT_FOUND: Refusal = [
  'WebAuthnChallengeNotFoundException',
  'The challenge was not found or has expired. Start the registration again.',
]
const ORIGIN_NOT_ALLOWED: Refusal = [
  'WebAuthnOriginNotAllowedException',
  'The origin of the passkey is not allowed for the relying party of the user pool.',
]
const ANOTHER_PARTY: Refusal = [
  'WebAuthnRelyingPartyMismatchException',
  'The passkey was created for another relying party than that of the user pool.',
]
const NOT_SUPPORTED = 'WebAuthnCredentialNotSupportedException'
const KEY_NOT_SUPPORTED: Refusal = [
  NOT_SUPPORTED,
  'The key of the passkey must be for ES256, or for RS256 with 2048 to 4096 bits.',
]
const NOT_VERIFIED: Refusal = [NOT_SUPPORTED, 'The passkey must verify its user.']

forEachAddress((newAddress) => {
  const database = newAddress()
  let ground: Ground

  before(async () => {
    ground = await openGround({ database, webauthnOrigins: [LOCAL, APP] })
  })
  after(() => ground.it.close())

  const refusal = (AccessToken: string, Credential: unknown) =>
    ground.it.refusal('CompleteWebAuthnRegistration', { AccessToken, Credential })

  /** A credential for a registration that has just begun. */
  async function fresh(
    options: AuthenticatorOptions = {},
    circumstances: Circumstances = {},
    on: Ground = ground,
    member: Member | undefined = undefined,
  ) {
    const { user, AccessToken } = member ?? (await newMember(on))
    const Credential = newAuthenticator(options).create(await start(on, AccessToken), circumstances)
    return { user, AccessToken, Credential }
  }

  testTokenAccess('CompleteWebAuthnRegistration', () => ground, { Credential: {} }, [
    'InvalidParameterException',
    'NotAuthorizedException',
    'PasswordResetRequiredException',
  ])

  describe('validation of CompleteWebAuthnRegistration', () => {
    test('refuses a request without a credential', async () => {
      const { AccessToken } = await newMember(ground)
      const [name, message] = await refusal(AccessToken, undefined)
      assert.equal(name, 'InvalidParameterException')
      assert.match(message, /'credential' failed to satisfy constraint: Member must not be null/)
    })

    test('refuses what is no credential', async () => {
      const { AccessToken, Credential } = await fresh()
      const { response } = Credential
      const malformed: unknown[] = [
        'text',
        '{',
        7,
        [],
        {},
        { ...Credential, id: 'other' },
        { ...Credential, rawId: undefined },
        { ...Credential, type: 'password' },
        { ...Credential, id: 'a b', rawId: 'a b' },
        { ...Credential, id: 'A'.repeat(1365), rawId: 'A'.repeat(1365) },
        { ...Credential, response: undefined },
        { ...Credential, response: { ...response, clientDataJSON: undefined } },
        { ...Credential, response: { ...response, clientDataJSON: 'bm8ganNvbg' } },
        { ...Credential, response: { ...response, clientDataJSON: 'A'.repeat(20_000) } },
        { ...Credential, response: { ...response, attestationObject: 'AAAA' } },
        { ...Credential, response: { ...response, attestationObject: 'gYGBgYGBgYGB'.repeat(1800) } },
        { ...Credential, response: { ...response, transports: 'usb' } },
        { ...Credential, response: { ...response, transports: Array(17).fill('usb') } },
        { ...Credential, response: { ...response, transports: ['<usb>'] } },
        { ...Credential, clientExtensionResults: { credProps: { rk: false } } },
      ]
      for (const document of malformed) {
        const text = JSON.stringify(document).slice(0, 100)
        assert.deepEqual(await refusal(AccessToken, document), INVALID_CREDENTIAL, text)
      }
      await ground.it.ok('CompleteWebAuthnRegistration', { AccessToken, Credential }) // nothing was spent
    })

    test('refuses a credential that was used and not created, or has a name of another', async () => {
      const used = await fresh({}, { type: 'webauthn.get' })
      assert.deepEqual(await refusal(used.AccessToken, used.Credential), INVALID_CREDENTIAL)
      const renamed = await fresh()
      const Credential = { ...renamed.Credential, id: 'AAAA', rawId: 'AAAA' }
      assert.deepEqual(await refusal(renamed.AccessToken, Credential), INVALID_CREDENTIAL)
    })
  })

  describe('behaviour of CompleteWebAuthnRegistration', () => {
    test('stores a passkey of either algorithm, with or without a verified user', async () => {
      for (const algorithm of ['ES256', 'RS256'] as const) {
        for (const userVerified of [true, false]) {
          const { AccessToken, Credential } = await fresh({ algorithm }, { userVerified })
          assert.deepEqual(
            await ground.it.ok('CompleteWebAuthnRegistration', { AccessToken, Credential }),
            {},
          )
          const [{ CredentialId }] = await passkeysOf(ground, AccessToken)
          assert.equal(CredentialId, Credential.id)
        }
      }
    })

    test('takes null for what the browser does not know', async () => {
      const { AccessToken, Credential } = await fresh()
      const { response } = Credential
      const unknown = { authenticatorAttachment: null, clientExtensionResults: null }
      await ground.it.ok('CompleteWebAuthnRegistration', {
        AccessToken,
        Credential: { ...Credential, ...unknown, response: { ...response, transports: null } },
      })
      const [passkey] = await passkeysOf(ground, AccessToken)
      assert.deepEqual(passkey?.AuthenticatorTransports, [])
    })

    test('takes the credential as a text, too', async () => {
      const { AccessToken, Credential } = await fresh()
      const text = JSON.stringify(Credential)
      await ground.it.ok('CompleteWebAuthnRegistration', { AccessToken, Credential: text })
      assert.equal((await passkeysOf(ground, AccessToken)).length, 1)
    })

    test('takes a key that attests itself, and no other attestation', async () => {
      const own = await fresh({ attestation: 'self' })
      await ground.it.ok('CompleteWebAuthnRegistration', own)
      const certified = await fresh({ attestation: 'certificate' })
      assert.deepEqual(await refusal(certified.AccessToken, certified.Credential), [
        NOT_SUPPORTED,
        'The passkey must come without an attestation.',
      ])
    })

    test('refuses other algorithms and short keys', async () => {
      for (const algorithm of ['ES384', 'RS256 with 1024 bits'] as const) {
        const { AccessToken, Credential } = await fresh({ algorithm })
        assert.deepEqual(await refusal(AccessToken, Credential), KEY_NOT_SUPPORTED, algorithm)
      }
    })

    test('takes each challenge once', async () => {
      const { AccessToken, Credential } = await fresh()
      await ground.it.ok('CompleteWebAuthnRegistration', { AccessToken, Credential })
      assert.deepEqual(await refusal(AccessToken, Credential), CHALLENGE_NOT_FOUND)
    })

    test('lets one of sixteen rivals have a challenge', async () => {
      const { AccessToken } = await newMember(ground)
      const options = await start(ground, AccessToken)
      const statuses = await Promise.all(
        Array.from({ length: 16 }, async () => {
          const Credential = newAuthenticator().create(options)
          const input = { AccessToken, Credential }
          return (await ground.it.house.call('CompleteWebAuthnRegistration', input, { signed: false })).status
        }),
      )
      assert.equal(statuses.filter((status) => status === 200).length, 1)
      assert.equal((await passkeysOf(ground, AccessToken)).length, 1)
    })

    test('knows no challenge but the last, none of another user, and none before the first', async () => {
      const { AccessToken, Credential } = await fresh()
      await start(ground, AccessToken)
      assert.deepEqual(await refusal(AccessToken, Credential), CHALLENGE_NOT_FOUND)
      const other = await fresh()
      assert.deepEqual(await refusal(AccessToken, other.Credential), CHALLENGE_NOT_FOUND)
      const { AccessToken: idle } = await newMember(ground)
      assert.deepEqual(await refusal(idle, other.Credential), CHALLENGE_NOT_FOUND)
    })

    test('refuses a challenge that has expired', async () => {
      const { AccessToken, Credential } = await fresh()
      ground.it.house.passTime(3 * MINUTE + 1000)
      assert.deepEqual(await refusal(AccessToken, Credential), CHALLENGE_NOT_FOUND)
    })

    test('refuses the token of another client than the one that began', async () => {
      const { it, pool } = ground
      const { user, Credential } = await fresh()
      const ClientId = await it.newClient(pool)
      const AccessToken = await it.signIn({ ...user, ClientId })
      assert.deepEqual(await refusal(AccessToken, Credential), [
        'WebAuthnClientMismatchException',
        'The registration was started with an access token of another app client.',
      ])
    })

    test('allows the relying party, what is below it, and the origins of the configuration', async () => {
      const allowed = ['https://auth.example.com', 'https://www.auth.example.com:8443', LOCAL, APP]
      const member = await newMember(ground)
      for (const origin of allowed) {
        const { AccessToken, Credential } = await fresh({}, { origin }, ground, member)
        await ground.it.ok('CompleteWebAuthnRegistration', { AccessToken, Credential })
      }
      const refused = [
        'https://example.com',
        'https://evil-auth.example.com',
        'http://auth.example.com',
        'https://auth.example.com/',
        'http://localhost:3001',
        'null',
      ]
      for (const origin of refused) {
        const { AccessToken, Credential } = await fresh({}, { origin }, ground, member)
        assert.deepEqual(await refusal(AccessToken, Credential), ORIGIN_NOT_ALLOWED, origin)
      }
      const embedded = await fresh({}, { crossOrigin: true })
      assert.deepEqual(await refusal(embedded.AccessToken, embedded.Credential), ORIGIN_NOT_ALLOWED)
    })

    test('refuses a passkey of another relying party, also if the pool has another by now', async () => {
      const foreign = await fresh({}, { rpId: 'example.com', origin: LOCAL })
      assert.deepEqual(await refusal(foreign.AccessToken, foreign.Credential), ANOTHER_PARTY)

      const changing = await newGround(ground.it)
      const { AccessToken, Credential } = await fresh({}, { origin: LOCAL }, changing)
      await configure(ground.it, changing.pool, { RelyingPartyId: 'example.com' })
      assert.deepEqual(await refusal(AccessToken, Credential), ANOTHER_PARTY)
      await configure(ground.it, changing.pool)
      assert.deepEqual(await refusal(AccessToken, Credential), ANOTHER_PARTY)
    })

    test('refuses a user who was not verified, where the pool requires that', async () => {
      const strict = await newGround(ground.it, { UserVerification: 'required' })
      const { AccessToken, Credential } = await fresh({}, { userVerified: false }, strict)
      assert.deepEqual(await refusal(AccessToken, Credential), NOT_VERIFIED)
      await ground.it.ok('CompleteWebAuthnRegistration', await fresh({}, {}, strict))
    })

    test('refuses where passkeys are a first factor no more', async () => {
      const changing = await newGround(ground.it)
      const { AccessToken, Credential } = await fresh({}, {}, changing)
      await ground.it.administrate('UpdateUserPool', {
        UserPoolId: changing.pool,
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] } },
      })
      assert.deepEqual(await refusal(AccessToken, Credential), [
        'WebAuthnNotEnabledException',
        'Passkeys are not enabled for this user pool.',
      ])
    })

    test('refuses a credential that a user of the pool has', async () => {
      const { AccessToken: first } = await newMember(ground)
      const authenticator = await register(ground, first)
      const { AccessToken: second } = await newMember(ground)
      const Credential = authenticator.create(await start(ground, second))
      assert.deepEqual(await refusal(second, Credential), INVALID_CREDENTIAL)
      assert.deepEqual(await passkeysOf(ground, second), [])
    })

    test('refuses the twenty-first passkey, also if it began before the twentieth', async () => {
      const { user, AccessToken } = await newMember(ground)
      for (let i = 0; i < 19; i++) await register(ground, AccessToken)
      const Credential = newAuthenticator().create(await start(ground, AccessToken))
      const passkeys = ground.it.house.storage.stores.passkeys
      const [present] = await passkeys.list(ground.pool, user.sub, 1)
      assert.ok(present)
      await passkeys.insert({ ...present, credentialId: 'twentieth' })
      assert.deepEqual(await refusal(AccessToken, Credential), [
        'LimitExceededException',
        'A user cannot have more than 20 passkeys.',
      ])
    })
  })
}, DATABASES)
