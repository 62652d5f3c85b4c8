import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminListUserAuthEventsCommand,
  ListUsersCommand,
  type SchemaAttributeType,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newUser } from '../../support/pools.ts'
import { onBoth } from '../oauth/site.ts'
import { useOidcIdp } from './oidc-idp.ts'
import { attributesOf, codeAt, type FederatedSettings, openFederated, refusalAt } from './site.ts'

const invalid = (error_description: string) => ({
  error_description,
  state: 'state-1',
  error: 'invalid_request',
})

onBoth((database) => {
  const house = usePoolhouse({ database, federation: { privateAddresses: true } })
  const idp = useOidcIdp()

  const grant = (claims: object, sub = 'jane') => ({ claims: { sub, ...claims } })

  /** What the attributes are after sign-ins with these claims. */
  async function after(settings: FederatedSettings, ...sequence: object[]): Promise<Record<string, string>> {
    const site = await openFederated(house, idp, settings)
    for (const claims of sequence) await codeAt(site, idp, grant(claims))
    const { identities: _, ...attributes } = await attributesOf(house, site.pool, 'Idp_jane')
    return attributes
  }

  const withSchema = (...Schema: SchemaAttributeType[]) => ({ pool: { Schema } })

  describe('the mapping of claims', () => {
    test('writes mapped attributes at each sign-in, and keeps those whose claim is absent', async () => {
      assert.deepEqual(
        await after(
          { mapping: { name: 'n', nickname: 'k', locale: 'l' } },
          { n: 'Jane', k: 'J', l: 'en' },
          { n: 'Jane Doe', l: '' },
        ),
        { name: 'Jane Doe', nickname: 'J' },
      )
    })

    test('has texts for claims of every kind', async () => {
      const names = ['name', 'nickname', 'profile', 'website', 'gender', 'locale']
      const mapping = Object.fromEntries(names.map((name) => [name, name]))
      const claims = {
        name: 12.5,
        nickname: true,
        profile: ['a b', 'ü,c', '.-*_'],
        website: { a: [1] },
        gender: null,
        locale: [],
      }
      assert.deepEqual(await after({ mapping }, claims), {
        name: '12.5',
        nickname: 'true',
        profile: '[a+b, %C3%BC%2Cc, .-*_]',
        website: '{"a":[1]}',
        locale: '[]',
      })
    })

    test('takes no member that every object has for a claim', async () => {
      const mapping = { name: 'constructor', nickname: 'toString', profile: '__proto__' }
      assert.deepEqual(await after({ mapping }, {}), {})
    })

    test('can map tokens of the provider', async () => {
      const { profile } = await after({ mapping: { profile: 'access_token' } }, {})
      assert.equal(profile, 'token of the provider')
    })

    test('an immutable attribute lets the first sign-in through, and no other, even if it stays equal', async () => {
      const schema = withSchema({ Name: 'badge', AttributeDataType: 'String', Mutable: false })
      const site = await openFederated(house, idp, { ...schema, mapping: { 'custom:badge': 'b' } })
      await codeAt(site, idp, grant({ b: '7' }))
      assert.deepEqual(
        await refusalAt(site, idp, grant({ b: '7' })),
        invalid('user.custom:badge: Attribute cannot be updated.\n '),
      )
      await codeAt(site, idp, grant({})) // no claim, nothing to update
      assert.equal((await attributesOf(house, site.pool, 'Idp_jane'))['custom:badge'], '7')
    })

    test('an immutable standard attribute fails in the words of the service', async () => {
      const schema = withSchema({ Name: 'email', Required: true, Mutable: false })
      const site = await openFederated(house, idp, schema)
      await codeAt(site, idp, grant({ mail: 'jane@example.com' }))
      assert.deepEqual(
        await refusalAt(site, idp, grant({ mail: 'jane@example.com' })),
        invalid('user.email: Attribute cannot be updated.\n '),
      )
    })

    test('required attributes must come with the first sign-in', async () => {
      const required = (Name: string) => ({ Name, Required: true, Mutable: true })
      const schema = withSchema(required('given_name'), required('family_name'))
      const mapping = { given_name: 'given', family_name: 'family' }
      const site = await openFederated(house, idp, { ...schema, mapping })
      assert.deepEqual(
        await refusalAt(site, idp, grant({})),
        invalid('attributes required: [given_name, family_name]'),
      )
      assert.deepEqual(
        await refusalAt(site, idp, grant({ given: 'Jane', family: '' })),
        invalid('attributes required: [family_name]'),
      )
      await codeAt(site, idp, grant({ given: 'Jane', family: 'Doe' }))
      await codeAt(site, idp, grant({ given: 'Janet' }))
      assert.deepEqual(
        await refusalAt(site, idp, grant({ family: '' })),
        invalid('user.family_name: Required attribute cannot be deleted.\n '),
      )
    })

    test('values of 2,048 characters are taken, and longer ones refused', async () => {
      const schema = withSchema({ Name: 'free', AttributeDataType: 'String', Mutable: true })
      const site = await openFederated(house, idp, { ...schema, mapping: { 'custom:free': 'f' } })
      const tooLong = invalid(
        'Invalid user attributes: custom:free: String must be no longer than 2048 characters\n',
      )
      assert.deepEqual(await refusalAt(site, idp, grant({ f: 'x'.repeat(2049) })), tooLong)
      await codeAt(site, idp, grant({ f: 'x'.repeat(2048) }))
      assert.deepEqual(await refusalAt(site, idp, grant({ f: 'x'.repeat(2049) })), tooLong)
    })

    test('values are held to the schema', async () => {
      const site = await openFederated(house, idp, { mapping: { birthdate: 'b' } })
      assert.deepEqual(
        await refusalAt(site, idp, grant({ b: '2000-01-01T00' })),
        invalid('Invalid user attributes: birthdate: String must be no longer than 10 characters\n'),
      )
      assert.equal(
        (await house.storage.stores.users.list({ userPoolId: site.pool, limit: 9 })).users.length,
        1,
      )
    })

    test('an address is unverified at each sign-in unless its flag is mapped', async () => {
      const mapping = { email: 'mail' }
      const mail = 'jane@example.com'
      assert.equal((await after({ mapping }, { mail, email_verified: true })).email_verified, 'false')
      const flagged = { mapping: { ...mapping, email_verified: 'verified' } }
      assert.equal((await after(flagged, { mail, verified: true })).email_verified, 'true')
      assert.equal((await after(flagged, { mail, verified: 'true' })).email_verified, 'true')
      assert.equal((await after(flagged, { mail, verified: true }, { mail })).email_verified, 'false')
      assert.deepEqual(await after(flagged, { verified: true }), {})
    })

    test('what the client may not write is left out', async () => {
      const client = { WriteAttributes: ['name'] }
      const mapping = { name: 'n', nickname: 'k' }
      assert.deepEqual(await after({ client, mapping }, { n: 'Jane', k: 'J' }), { name: 'Jane' })
    })

    test('a user without the claim that names the user is refused', async () => {
      const site = await openFederated(house, idp, { mapping: { username: 'employee' } })
      assert.deepEqual(await refusalAt(site, idp, grant({})), invalid('username attribute mapping required'))
      await codeAt(site, idp, grant({ employee: 'E7' }))
      assert.ok(await attributesOf(house, site.pool, 'Idp_E7'))
    })

    test('a name of 128 characters is taken, and a longer one refused', async () => {
      const site = await openFederated(house, idp)
      await codeAt(site, idp, grant({}, 'x'.repeat(124)))
      const refused = await refusalAt(site, idp, grant({}, 'y'.repeat(125)))
      assert.match(refused.error_description ?? '', /less than or equal to 128$/)
    })
  })

  describe('a subject that no user can have', () => {
    const NOT_ALLOWED = invalid(
      "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+",
    )
    for (const [what, subject] of [
      ['a NUL character', 'ja\0ne'],
      ['a line feed', 'jane\n'],
      ['a control character', 'jane\u0085'],
      ['half a surrogate pair', 'jane\ud800'],
    ] as const) {
      test(`because of ${what} is refused, and nothing is stored`, async () => {
        const site = await openFederated(house, idp, { mapping: { username: 'employee' } })
        assert.deepEqual(await refusalAt(site, idp, grant({ employee: subject })), NOT_ALLOWED)
        await assertNobody(site.pool)
      })
    }

    test('because of its length is refused, and nothing is stored', async () => {
      const site = await openFederated(house, idp)
      const { error_description = '' } = await refusalAt(site, idp, grant({}, 'x'.repeat(50_000)))
      assert.match(error_description, /^1 validation error detected: Value 'Idp_x+' at 'userName' failed/)
      assert.match(error_description, /less than or equal to 128$/)
      assert.ok(error_description.length < 1300)
      await assertNobody(site.pool)
    })

    test('a value with a NUL character is refused, at the first sign-in and later', async () => {
      const site = await openFederated(house, idp, { mapping: { name: 'n' } })
      const first = await refusalAt(site, idp, grant({ n: 'Ja\0ne' }))
      assert.equal(
        first.error_description,
        'Invalid user attributes: name: The attribute contains a character that is not allowed\n',
      )
      await assertNobody(site.pool)
      await codeAt(site, idp, grant({ n: 'Jane' }))
      const { error, error_description = '' } = await refusalAt(site, idp, grant({ n: 'Ja\0ne' }))
      assert.equal(error, 'invalid_request')
      assert.match(error_description, /name: The attribute contains a character that is not allowed/)
      assert.equal((await attributesOf(house, site.pool, 'Idp_jane')).name, 'Jane')
    })

    /** Besides alice, whom every pool of these tests has. */
    async function assertNobody(userPoolId: string): Promise<void> {
      const { users } = await house.storage.stores.users.list({ userPoolId, limit: 9 })
      assert.deepEqual(
        users.map(({ username }) => username),
        ['alice'],
      )
    }
  })

  describe('the events of a federated user', () => {
    test('show sign-ins that pass and that fail', async () => {
      const site = await openFederated(house, idp, {
        pool: { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } },
      })
      const user = { UserPoolId: site.pool, Username: 'Idp_jane' }
      const events = async () => {
        const { AuthEvents = [] } = await house.client().send(new AdminListUserAuthEventsCommand(user))
        return AuthEvents.map(({ EventType, EventResponse, EventContextData, ChallengeResponses }) => [
          `${EventType} ${EventResponse}`,
          EventContextData?.IpAddress,
          ChallengeResponses,
        ])
      }
      const address = '127.0.0.1'
      await codeAt(site, idp, grant({}))
      assert.deepEqual(await events(), [['SignIn Pass', address, []]])
      house.passTime(1000)
      await refusalAt(site, idp, grant({ full_name: 'x'.repeat(3000) }))
      house.passTime(1000)
      await house.client().send(new AdminDisableUserCommand(user))
      await refusalAt(site, idp, grant({}))
      assert.deepEqual(
        (await events()).map(([what]) => what),
        ['SignIn Fail', 'SignIn Fail', 'SignIn Pass'],
      )
    })
  })

  describe('the names of federated users', () => {
    test('are refused if a user of the pool has them, who is not touched', async () => {
      const site = await openFederated(house, idp)
      await newUser(house.client(), site.pool, 'Idp_jane', { name: 'Own' })
      assert.deepEqual(
        await refusalAt(site, idp, grant({ full_name: 'Thief' })),
        invalid('Already found an entry for username Idp_jane. '),
      )
      assert.equal((await attributesOf(house, site.pool, 'Idp_jane')).name, 'Own')
    })

    test('are apart from the addresses by which users of the pool sign in', async () => {
      const [root, username] = [house.client(), 'alice@example.com']
      const site = await openFederated(house, idp, {
        pool: { UsernameAttributes: ['email'] },
        username,
        mapping: { email: 'mail', email_verified: 'verified' },
      })
      const claims = { mail: username, verified: true }
      for (const sub of ['jane', 'jane', 'janet']) await codeAt(site, idp, grant(claims, sub))
      const named = async (mail: string) => {
        const asked = { UserPoolId: site.pool, Filter: `email = "${mail}"` }
        const { Users = [] } = await root.send(new ListUsersCommand(asked))
        return Users.map(({ Username }) => Username).sort()
      }
      const { Username: own = '' } = await root.send(
        new AdminGetUserCommand({ UserPoolId: site.pool, Username: username }),
      )
      assert.match(own, /^[\da-f-]{36}$/)
      assert.deepEqual(await named(username), ['Idp_jane', 'Idp_janet', own].sort())

      await codeAt(site, idp, grant({ mail: 'first@example.com', verified: true }, 'first'))
      const later = await newUser(root, site.pool, 'first@example.com')
      assert.deepEqual(await named('first@example.com'), ['Idp_first', later].sort())
    })

    test('are refused if their verified address is the alias of another user', async () => {
      const site = await openFederated(house, idp, {
        pool: { AliasAttributes: ['email'] },
        mapping: { email: 'mail', email_verified: 'verified' },
      })
      const claims = { mail: 'alice@example.com', verified: true }
      assert.deepEqual(
        await refusalAt(site, idp, grant(claims)),
        invalid('Already found an entry for username Idp_jane. '),
      )
    })
  })

  describe('a disabled user', () => {
    test('is refused', async () => {
      const site = await openFederated(house, idp)
      await codeAt(site, idp, grant({}))
      await house.client().send(new AdminDisableUserCommand({ UserPoolId: site.pool, Username: 'Idp_jane' }))
      assert.deepEqual(await refusalAt(site, idp, grant({})), invalid('User is disabled. '))
    })
  })
})
