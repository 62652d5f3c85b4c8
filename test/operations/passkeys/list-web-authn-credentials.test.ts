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
  passkeysOf,
  RP_ID,
  register,
} from './fixtures.ts'

forEachAddress((newAddress) => {
  const database = newAddress()
  let ground: Ground

  before(async () => {
    ground = await openGround({ database })
  })
  after(() => ground.it.close())

  testTokenAccess('ListWebAuthnCredentials', () => ground, {}, [
    'InvalidParameterException',
    'NotAuthorizedException',
    'PasswordResetRequiredException',
  ])

  describe('validation of ListWebAuthnCredentials', () => {
    test('refuses a page of 21', async () => {
      const { AccessToken } = await newMember(ground)
      const [name, message] = await ground.it.refusal('ListWebAuthnCredentials', {
        AccessToken,
        MaxResults: 21,
      })
      assert.equal(name, 'InvalidParameterException')
      assert.match(message, /at 'maxResults' failed to satisfy constraint: .* less than or equal to 20/)
    })

    test('refuses a page token that was made up, and that of another user', async () => {
      const { it } = ground
      const invalid = [
        'InvalidParameterException',
        'Provided pagination token is invalid. Check the token and try your request again.',
      ]
      const [one, other] = [await newMember(ground), await newMember(ground)]
      for (let i = 0; i < 2; i++) await register(ground, one.AccessToken)
      const { NextToken } = await it.ok('ListWebAuthnCredentials', { ...token(one), MaxResults: 1 })
      assert.deepEqual(
        await it.refusal('ListWebAuthnCredentials', { ...token(one), NextToken: 'x' }),
        invalid,
      )
      assert.deepEqual(await it.refusal('ListWebAuthnCredentials', { ...token(other), NextToken }), invalid)
    })
  })

  const token = ({ AccessToken }: { readonly AccessToken: string }) => ({ AccessToken })

  describe('behaviour of ListWebAuthnCredentials', () => {
    test('shows what is known of a passkey', async () => {
      const { AccessToken } = await newMember(ground)
      const { id } = await register(ground, AccessToken, {
        attachment: 'cross-platform',
        transports: ['usb', 'nfc'],
      })
      const [{ CreatedAt, ...rest }] = await passkeysOf(ground, AccessToken)
      assert.ok(Math.abs(CreatedAt * 1000 - Date.now()) < 60_000)
      assert.deepEqual(rest, {
        AuthenticatorAttachment: 'cross-platform',
        AuthenticatorTransports: ['usb', 'nfc'],
        CredentialId: id,
        FriendlyCredentialName: 'Roaming passkey',
        RelyingPartyId: RP_ID,
      })
    })

    test('names a passkey after the product that keeps it', async () => {
      const { AccessToken } = await newMember(ground)
      await register(ground, AccessToken, { aaguid: 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd' })
      await register(ground, AccessToken, { attachment: 'platform' })
      const names = (await passkeysOf(ground, AccessToken)).map(
        ({ FriendlyCredentialName }: { FriendlyCredentialName: string }) => FriendlyCredentialName,
      )
      assert.deepEqual(names.toSorted(), ['Passkey', 'iCloud Keychain'])
    })

    test('goes page by page, each passkey once, in the order of creation', async () => {
      const { AccessToken } = await newMember(ground)
      const ids: string[] = []
      for (let i = 0; i < 5; i++) {
        ids.push((await register(ground, AccessToken)).id)
        ground.it.house.passTime(1)
      }
      const listed: string[] = []
      const sizes: number[] = []
      let NextToken: string | undefined
      do {
        const page = await ground.it.ok('ListWebAuthnCredentials', { AccessToken, MaxResults: 2, NextToken })
        sizes.push(page.Credentials.length)
        listed.push(...page.Credentials.map(({ CredentialId }: { CredentialId: string }) => CredentialId))
        NextToken = page.NextToken
      } while (NextToken !== undefined)
      assert.deepEqual(sizes, [2, 2, 1])
      assert.deepEqual(listed, ids)
    })

    test('shows all where no length is given, or 0', async () => {
      const { AccessToken } = await newMember(ground)
      for (let i = 0; i < 3; i++) await register(ground, AccessToken)
      const whole = await ground.it.ok('ListWebAuthnCredentials', { AccessToken })
      assert.deepEqual(await ground.it.ok('ListWebAuthnCredentials', { AccessToken, MaxResults: 0 }), whole)
      assert.deepEqual([whole.Credentials.length, whole.NextToken], [3, undefined])
    })

    test('shows a user without passkeys an empty list, and nobody those of others', async () => {
      const [one, other] = [await newMember(ground), await newMember(ground)]
      await register(ground, one.AccessToken)
      assert.deepEqual(await ground.it.ok('ListWebAuthnCredentials', token(other)), { Credentials: [] })
    })

    test('goes on where the pool has passkeys no more', async () => {
      const changing = await newGround(ground.it)
      const { AccessToken } = await newMember(changing)
      await register(changing, AccessToken)
      await configure(ground.it, changing.pool)
      assert.equal((await passkeysOf(changing, AccessToken)).length, 1)
    })
  })
}, DATABASES)
