import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { forEachAddress } from '../../support/databases.ts'
import type { Refusal } from '../../support/journeys.ts'
import { testTokenAccess } from '../self-service/token-access.ts'
import { DATABASES, type Ground, newMember, openGround, passkeysOf, register } from './fixtures.ts'

const NOT_FOUND: Refusal = ['ResourceNotFoundException', 'Credential not found.']

forEachAddress((newAddress) => {
  const database = newAddress()
  let ground: Ground

  before(async () => {
    ground = await openGround({ database })
  })
  after(() => ground.it.close())

  testTokenAccess('DeleteWebAuthnCredential', () => ground, { CredentialId: 'AAAA' }, [
    'InvalidParameterException',
    'NotAuthorizedException',
    'PasswordResetRequiredException',
  ])

  describe('validation of DeleteWebAuthnCredential', () => {
    test('refuses a request without an id', async () => {
      const { AccessToken } = await newMember(ground)
      const [name, message] = await ground.it.refusal('DeleteWebAuthnCredential', { AccessToken })
      assert.equal(name, 'InvalidParameterException')
      assert.match(message, /'credentialId' failed to satisfy constraint: Member must not be null/)
    })
  })

  describe('behaviour of DeleteWebAuthnCredential', () => {
    test('deletes the passkey, once, and leaves the others', async () => {
      const { AccessToken } = await newMember(ground)
      const [kept, deleted] = [await register(ground, AccessToken), await register(ground, AccessToken)]
      const input = { AccessToken, CredentialId: deleted.id }
      assert.deepEqual(await ground.it.ok('DeleteWebAuthnCredential', input), {})
      assert.deepEqual(await ground.it.refusal('DeleteWebAuthnCredential', input), NOT_FOUND)
      const [{ CredentialId }, ...more] = await passkeysOf(ground, AccessToken)
      assert.deepEqual([CredentialId, more], [kept.id, []])
    })

    test('does not know the passkey of another user', async () => {
      const [one, other] = [await newMember(ground), await newMember(ground)]
      const { id: CredentialId } = await register(ground, one.AccessToken)
      const { AccessToken } = other
      assert.deepEqual(
        await ground.it.refusal('DeleteWebAuthnCredential', { AccessToken, CredentialId }),
        NOT_FOUND,
      )
      assert.equal((await passkeysOf(ground, one.AccessToken)).length, 1)
    })

    test('makes room for the same authenticator', async () => {
      const { AccessToken } = await newMember(ground)
      const authenticator = await register(ground, AccessToken)
      await ground.it.ok('DeleteWebAuthnCredential', { AccessToken, CredentialId: authenticator.id })
      const { CredentialCreationOptions } = await ground.it.ok('StartWebAuthnRegistration', { AccessToken })
      const Credential = authenticator.create(CredentialCreationOptions)
      await ground.it.ok('CompleteWebAuthnRegistration', { AccessToken, Credential })
    })

    test('goes with the user', async () => {
      const { it, pool } = ground
      const { user, AccessToken } = await newMember(ground)
      await register(ground, AccessToken)
      await it.ok('DeleteUser', { AccessToken })
      assert.equal(await it.house.storage.stores.passkeys.count(pool, user.sub), 0)
    })
  })
}, DATABASES)
