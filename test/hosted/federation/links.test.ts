import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  AdminDeleteUserCommand,
  AdminDisableProviderForUserCommand,
  AdminLinkProviderForUserCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { claimsOf, onBoth, redeem, type Site } from '../oauth/site.ts'
import { useOidcIdp } from './oidc-idp.ts'
import { attributesOf, codeAt, openFederated, signInAt } from './site.ts'

onBoth((database) => {
  const house = usePoolhouse({ database, federation: { privateAddresses: true } })
  const idp = useOidcIdp()
  let site: Site

  before(async () => {
    site = await openFederated(house, idp)
  })

  const at = (ProviderAttributeValue: string, ProviderAttributeName = 'Cognito_Subject') => ({
    ProviderName: 'Idp',
    ProviderAttributeName,
    ProviderAttributeValue,
  })

  const link = (source: ReturnType<typeof at>) =>
    house.client().send(
      new AdminLinkProviderForUserCommand({
        UserPoolId: site.pool,
        DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: 'alice' },
        SourceUser: source,
      }),
    )

  const unlink = (User: ReturnType<typeof at>) =>
    house.client().send(new AdminDisableProviderForUserCommand({ UserPoolId: site.pool, User }))

  async function nameOf(sub: string, claims = {}): Promise<string> {
    const code = await codeAt(site, idp, { claims: { sub, ...claims } })
    return claimsOf((await redeem(site, code)).json.id_token)['cognito:username']
  }

  describe('a linked identity', () => {
    test('signs in as the user that it is linked to, and writes the mapped attributes there', async () => {
      await link(at('linked'))
      assert.equal(await nameOf('linked', { full_name: 'Alice of Idp' }), 'alice')
      const { name, identities = '' } = await attributesOf(house, site.pool, 'alice')
      assert.equal(name, 'Alice of Idp')
      assert.equal(JSON.parse(identities)[0].primary, false)
      const { Users = [] } = await house.client().send(new ListUsersCommand({ UserPoolId: site.pool }))
      assert.equal(Users.length, 1)
    })

    test('by an attribute signs in by its claim, and from then on goes by its subject', async () => {
      await link(at('alice@work.example', 'email'))
      assert.equal(await nameOf('by-mail', { mail: 'alice@work.example' }), 'alice')
      assert.equal(await nameOf('by-mail', { mail: 'changed@work.example' }), 'alice')
      const { identities = '' } = await attributesOf(house, site.pool, 'alice')
      const ids = JSON.parse(identities).map(({ userId }: { userId: string }) => userId)
      assert.ok(ids.includes('by-mail') && !ids.includes('alice@work.example'))
      await assert.rejects(unlink(at('alice@work.example', 'email')), { name: 'InvalidParameterException' })
      await unlink(at('by-mail'))
    })

    test('is a user of its own once it is unlinked', async () => {
      await link(at('for-a-while'))
      assert.equal(await nameOf('for-a-while'), 'alice')
      await unlink(at('for-a-while'))
      assert.equal(await nameOf('for-a-while'), 'Idp_for-a-while')
      await assert.rejects(link(at('for-a-while')), { name: 'InvalidParameterException' })
    })

    test('can be linked again once its own user is deleted', async () => {
      assert.equal(await nameOf('twice'), 'Idp_twice')
      await house.client().send(new AdminDeleteUserCommand({ UserPoolId: site.pool, Username: 'Idp_twice' }))
      await link(at('twice'))
      assert.equal(await nameOf('twice'), 'alice')
    })

    test('that is made while it signs in for the first time leaves one consistent state', async () => {
      for (let round = 0; round < 4; round++) {
        const sub = `rival-${round}`
        await unlinkAll()
        const [linked, signedIn] = await Promise.allSettled([
          link(at(sub)),
          signInAt(site, idp, { claims: { sub } }),
        ])
        assert.equal(signedIn.status, 'fulfilled')
        const owner = await nameOf(sub)
        assert.equal(owner, linked.status === 'fulfilled' ? 'alice' : `Idp_${sub}`)
        const { Users = [] } = await house.client().send(new ListUsersCommand({ UserPoolId: site.pool }))
        const hasOwn = Users.some(({ Username }) => Username === `Idp_${sub}`)
        assert.equal(hasOwn, linked.status === 'rejected')
      }
    })
  })

  async function unlinkAll(): Promise<void> {
    const { identities = '[]' } = await attributesOf(house, site.pool, 'alice')
    for (const { userId } of JSON.parse(identities)) await unlink(at(userId))
  }
})
