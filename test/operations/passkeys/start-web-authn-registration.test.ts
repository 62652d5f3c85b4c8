import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { forEachAddress } from '../../support/databases.ts'
import { testTokenAccess } from '../self-service/token-access.ts'
import {
  configure,
  DATABASES,
  type Ground,
  newGround,
  newMember,
  openGround,
  RP_ID,
  register,
  start,
  WITH_PASSKEYS,
} from './fixtures.ts'

forEachAddress((newAddress) => {
  const database = newAddress()
  let ground: Ground

  before(async () => {
    ground = await openGround({ database })
  })
  after(() => ground.it.close())

  testTokenAccess('StartWebAuthnRegistration', () => ground, {}, [
    'InvalidParameterException',
    'NotAuthorizedException',
    'PasswordResetRequiredException',
  ])

  describe('behaviour of StartWebAuthnRegistration', () => {
    test('answers what a browser makes the passkey with', async () => {
      const { user, AccessToken } = await newMember(ground)
      const { challenge, ...options } = await start(ground, AccessToken)
      assert.match(challenge, /^[\w-]{22}$/)
      assert.deepEqual(options, {
        authenticatorSelection: {
          requireResidentKey: true,
          residentKey: 'required',
          userVerification: 'preferred',
        },
        excludeCredentials: [],
        pubKeyCredParams: [
          { alg: -7, type: 'public-key' },
          { alg: -257, type: 'public-key' },
        ],
        rp: { id: RP_ID, name: RP_ID },
        timeout: 60_000,
        user: {
          displayName: user.Username,
          id: Buffer.from(user.sub).toString('base64url'),
          name: user.Username,
        },
      })
    })

    test('excludes the passkeys that the user has', async () => {
      const { AccessToken } = await newMember(ground)
      const { id } = await register(ground, AccessToken)
      const { excludeCredentials } = await start(ground, AccessToken)
      assert.deepEqual(excludeCredentials, [{ id, type: 'public-key' }])
    })

    test('gives another challenge each time', async () => {
      const { AccessToken } = await newMember(ground)
      const challenges = [await start(ground, AccessToken), await start(ground, AccessToken)]
      assert.notEqual(challenges[0].challenge, challenges[1].challenge)
    })

    test('demands the verification that the pool requires', async () => {
      const strict = await newGround(ground.it, { UserVerification: 'required' })
      const { AccessToken } = await newMember(strict)
      const { authenticatorSelection } = await start(strict, AccessToken)
      assert.equal(authenticatorSelection.userVerification, 'required')
    })

    test('refuses where passkeys are no first factor of the pool', async () => {
      const { it } = ground
      const pool = await it.newPool()
      await configure(it, pool, { RelyingPartyId: RP_ID })
      const { AccessToken } = await newMember({ it, pool, client: await it.newClient(pool) })
      assert.deepEqual(await it.refusal('StartWebAuthnRegistration', { AccessToken }), [
        'WebAuthnNotEnabledException',
        'Passkeys are not enabled for this user pool.',
      ])
    })

    test('refuses where the pool names no relying party and has no domain', async () => {
      const { it } = ground
      const pool = await it.newPool(WITH_PASSKEYS)
      const { AccessToken } = await newMember({ it, pool, client: await it.newClient(pool) })
      assert.deepEqual(await it.refusal('StartWebAuthnRegistration', { AccessToken }), [
        'WebAuthnConfigurationMissingException',
        'The user pool has neither a relying party ID nor a domain.',
      ])
    })

    test('makes passkeys for the domain of a pool that names no relying party', async () => {
      const { it } = ground
      const pool = await it.newPool(WITH_PASSKEYS)
      const Domain = 'passkeys'
      await it.ok('CreateUserPoolDomain', { UserPoolId: pool, Domain }, true)
      const { AccessToken } = await newMember({ it, pool, client: await it.newClient(pool) })
      const { CredentialCreationOptions } = await it.ok('StartWebAuthnRegistration', { AccessToken })
      assert.deepEqual(CredentialCreationOptions.rp, { id: 'localhost', name: 'localhost' })
      await it.ok('DeleteUserPoolDomain', { UserPoolId: pool, Domain }, true)
      const [name] = await it.refusal('StartWebAuthnRegistration', { AccessToken })
      assert.equal(name, 'WebAuthnConfigurationMissingException')
    })

    test('refuses a user who has 20 passkeys', async () => {
      const { it } = ground
      const { AccessToken } = await newMember(ground)
      for (let i = 0; i < 20; i++) await register(ground, AccessToken)
      assert.deepEqual(await it.refusal('StartWebAuthnRegistration', { AccessToken }), [
        'LimitExceededException',
        'A user cannot have more than 20 passkeys.',
      ])
    })
  })
}, DATABASES)
