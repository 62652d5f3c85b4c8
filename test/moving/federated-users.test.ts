// What a pool's users at identity providers have after an export and an import: they sign in as before.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  AdminLinkProviderForUserCommand,
  DescribeIdentityProviderCommand,
  GetIdentityProviderByIdentifierCommand,
  GetSigningCertificateCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { exportPool } from '../../src/domain/transfer/export-pool.ts'
import { importRecords } from '../../src/domain/transfer/import-records.ts'
import { readRecord } from '../../src/domain/transfer/read-record.ts'
import type { MovedRecord } from '../../src/domain/transfer/records/record-kinds.ts'
import { useOidcIdp } from '../hosted/federation/oidc-idp.ts'
import { assertionOf, encrypted, newSamlKeys, responseOf, sign } from '../hosted/federation/saml-idp.ts'
import { assertSignedIn, openSaml, signInBySaml } from '../hosted/federation/saml-site.ts'
import { codeAt, openFederated } from '../hosted/federation/site.ts'
import { claimsOf, redeem, type Site } from '../hosted/oauth/site.ts'
import { type Poolhouse, usePoolhouse } from '../support/poolhouse.ts'

const federation = { privateAddresses: true }
const keys = newSamlKeys()

describe('the users of identity providers', () => {
  const from = usePoolhouse({ federation })
  const to = usePoolhouse({ federation })
  const idp = useOidcIdp()

  /** Moves a pool, as lines of text. */
  async function moved(site: Site): Promise<Site> {
    const { stores } = from.storage
    const pool = (await stores.userPools.find(site.pool)) ?? assert.fail('no pool')
    const records: MovedRecord[] = []
    for await (const record of exportPool(stores, pool)) {
      records.push(readRecord(JSON.stringify(record), records.length + 1) as MovedRecord)
    }
    await to.storage.transaction((held) => importRecords(held, records, 'refuse'))
    return { ...site, url: `${to.url}${site.base}` }
  }

  async function bothShow(show: (house: Poolhouse) => Promise<unknown>): Promise<void> {
    assert.deepEqual(await show(to), await show(from))
  }

  describe('of OIDC', () => {
    const subs = new Map<string, string>()
    let there: Site

    async function claimsAt(site: Site, sub: string, claims = {}) {
      const code = await codeAt(site, idp, { claims: { sub, ...claims } })
      return claimsOf((await redeem(site, code)).json.id_token)
    }

    before(async () => {
      const site = await openFederated(from, idp, {
        mapping: { username: 'employee', email: 'mail' },
        provider: { IdpIdentifiers: ['example.com'], AcrMapping: { Level1: 'one' } },
      })
      const link = (ProviderAttributeName: string, ProviderAttributeValue: string) =>
        from.client().send(
          new AdminLinkProviderForUserCommand({
            UserPoolId: site.pool,
            DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: 'alice' },
            SourceUser: { ProviderName: 'Idp', ProviderAttributeName, ProviderAttributeValue },
          }),
        )
      await link('Cognito_Subject', 'E-linked')
      await link('email', 'alice@work.example')
      subs.set('own', (await claimsAt(site, 'jane', { employee: 'E-own' })).sub)
      there = await moved(site)
    })

    test('have their providers', async () => {
      const provider = { UserPoolId: there.pool, ProviderName: 'Idp' }
      await bothShow(async (house) => {
        const { IdentityProvider } = await house.client().send(new DescribeIdentityProviderCommand(provider))
        return IdentityProvider
      })
      const { IdentityProvider } = await to.client().send(
        new GetIdentityProviderByIdentifierCommand({
          UserPoolId: there.pool,
          IdpIdentifier: 'example.com',
        }),
      )
      assert.equal(IdentityProvider?.ProviderName, 'Idp')
    })

    test('sign in as the same users, in the groups of their providers', async () => {
      const claims = await claimsAt(there, 'jane', { employee: 'E-own' })
      assert.equal(claims.sub, subs.get('own'))
      assert.deepEqual(claims['cognito:groups'], [`${there.pool}_Idp`])
    })

    test('sign in as the users that they are linked to, by subject and by attribute', async () => {
      const linked = await claimsAt(there, 'any', { employee: 'E-linked' })
      const byMail = await claimsAt(there, 'mail', { employee: 'E-mail', mail: 'alice@work.example' })
      assert.deepEqual([linked['cognito:username'], byMail['cognito:username']], ['alice', 'alice'])
    })
  })

  test('of SAML sign in with assertions that are encrypted for the former certificate', async () => {
    const site = await openSaml(from, keys, { details: { RequestSigningAlgorithm: 'rsa-sha256' } })
    const certificateAt = async (house: Poolhouse) =>
      (await house.client().send(new GetSigningCertificateCommand({ UserPoolId: site.pool }))).Certificate
    await certificateAt(from)
    const former = await from.storage.stores.identityProviders.find(site.pool, 'Idp')
    const certificate = former?.saml?.encryption.certificate ?? assert.fail('no certificate')
    const there = await moved(site)
    await bothShow(certificateAt)
    const place = await signInBySaml(there, async (parts) =>
      responseOf(parts, await encrypted(sign(assertionOf(parts), parts.assertionId, keys), certificate)),
    )
    assertSignedIn(place)
  })
})
