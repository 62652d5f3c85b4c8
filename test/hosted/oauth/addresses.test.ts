import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CreateUserPoolDomainCommand } from '@aws-sdk/client-cognito-identity-provider'
import { rawRequest } from '../../server/raw-request.ts'
import { ACCOUNT, REGION, startPoolhouse, usePoolhouse } from '../../support/poolhouse.ts'
import { asking, onBoth, openBrowser, openSite, queryOf, type Site } from './site.ts'

const nameOf = ({ base }: Site) => base.slice('/domains/'.length)

async function documentOf(at: { readonly url: string }, pool: string): Promise<Record<string, string>> {
  return (await (await fetch(`${at.url}/${pool}/.well-known/openid-configuration`)).json()) as Record<
    string,
    string
  >
}

onBoth((database) => {
  const house = usePoolhouse({ database })

  /** The status of an answer at a host. */
  async function askAt(host: string, path: string): Promise<number> {
    const port = Number(new URL(house.url).port)
    return rawRequest(port, { target: path, host })
  }

  describe('a domain', () => {
    test('answers by path and by host, and no other host or path does', async () => {
      const site = await openSite(house)
      const path = `/oauth2/authorize${queryOf(asking(site))}`
      assert.equal((await openBrowser(site).get(path)).status, 302)
      const host = `${nameOf(site)}.localhost:7665`
      assert.equal(await askAt(host, path), 302)
      assert.equal(await askAt(`other.${host}`, path), 400)
      assert.equal(await askAt('localhost:7665', path), 400)
      assert.equal(await askAt(`none.auth.us-east-1.localhost`, path), 404)
      assert.equal((await fetch(`${house.url}/domains/none.auth.us-east-1/login`)).status, 404)
      assert.equal(
        (await fetch(`${house.url}/domains/${nameOf(site).replace('us-east-1', 'eu-west-1')}/login`)).status,
        404,
      )
    })

    test('of its own name answers by that name and by path', async () => {
      const site = await openSite(house)
      const Domain = 'login.shop.example'
      const CertificateArn = `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed`
      const command = { UserPoolId: site.pool, Domain, CustomDomainConfig: { CertificateArn } }
      await house.client().send(new CreateUserPoolDomainCommand(command))
      const path = `/oauth2/authorize${queryOf(asking(site))}`
      assert.equal(await askAt(Domain, path), 302)
      assert.equal(await askAt('login.shop.example.', path), 400)
      assert.equal((await fetch(`${house.url}/domains/${Domain}${path}`, { redirect: 'manual' })).status, 302)
      const { token_endpoint } = await documentOf(house, site.pool)
      assert.equal(token_endpoint, `http://localhost:7665/domains/${Domain}/oauth2/token`)
    })

    test('has no unknown paths, which are case-sensitive', async () => {
      const { url } = await openSite(house)
      for (const path of [
        '',
        '/',
        '/oauth2/Token',
        '/oauth2/token/',
        '/oauth2/revoke/x',
        '/.well-known/openid-configuration',
      ]) {
        const response = await fetch(`${url}${path}`)
        assert.equal(response.status, 404, path)
        assert.equal(response.headers.get('content-type'), 'application/json;charset=UTF-8')
        assert.deepEqual(await response.json(), {
          error: "This URL doesn't exist on the authorization server.",
        })
      }
    })

    test('answers HEAD like GET, without a body', async () => {
      const site = await openSite(house)
      const response = await fetch(`${site.url}/login${queryOf(asking(site))}`, { method: 'HEAD' })
      assert.deepEqual([response.status, await response.text()], [200, ''])
    })

    test('is named in the metadata of its pool by path on localhost', async () => {
      const site = await openSite(house)
      const base = `http://localhost:7665${site.base}`
      const document = await documentOf(house, site.pool)
      assert.deepEqual(
        [
          document.authorization_endpoint,
          document.end_session_endpoint,
          document.revocation_endpoint,
          document.token_endpoint,
          document.userinfo_endpoint,
        ],
        [
          `${base}/oauth2/authorize`,
          `${base}/logout`,
          `${base}/oauth2/revoke`,
          `${base}/oauth2/token`,
          `${base}/oauth2/userInfo`,
        ],
      )
    })

    test('is named by its host where that is configured, or where the public host has a name', async () => {
      for (const [options, expected] of [
        [{ domainAddresses: 'host' }, (name: string) => `http://${name}.localhost:7665/oauth2/token`],
        [
          { publicUrl: 'https://id.example.com' },
          (name: string) => `https://${name}.id.example.com/oauth2/token`,
        ],
      ] as const) {
        const other = await startPoolhouse(options)
        try {
          const site = await openSite(other)
          assert.equal((await documentOf(other, site.pool)).token_endpoint, expected(nameOf(site)))
        } finally {
          await other.close()
        }
      }
    })

    test('binds its cookies to https where the public address has that', async () => {
      const other = await startPoolhouse({ publicUrl: 'https://id.example.com' })
      try {
        const site = await openSite(other)
        const response = await fetch(`${site.url}/login${queryOf(asking(site))}`)
        assert.match(
          response.headers.getSetCookie()[0] ?? '',
          /^XSRF-TOKEN=[0-9a-f-]{36}; Path=\S+; HttpOnly; Secure; SameSite=Lax$/,
        )
        assert.equal(
          response.headers.get('strict-transport-security'),
          'max-age=31536000 ; includeSubDomains',
        )
      } finally {
        await other.close()
      }
    })
  })
})
