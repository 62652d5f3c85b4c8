import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { DEFAULT_RATES } from '../../../src/domain/limits/request-categories.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { asking, basic, onBoth, openBrowser, openSite, postForm, queryOf, type Site } from './site.ts'

const ALL = {
  address: Number.POSITIVE_INFINITY,
  client: Number.POSITIVE_INFINITY,
  domain: Number.POSITIVE_INFINITY,
}

/** The clock stands still, so all requests of a test come in one second. */
const START = Math.floor(Date.now() / 1000) * 1000
const stopped = () => START

onBoth((database) => {
  describe('a client that asks too fast', () => {
    const house = usePoolhouse({ database, domainRates: { ...ALL, client: 2 }, clock: stopped })
    let site: Site
    before(async () => {
      site = await openSite(house)
    })

    test('is refused by the endpoints in their own form, and others are not', async () => {
      house.passTime(1000)
      const ask = (change: Record<string, string> = {}, headers = {}) =>
        postForm(site, '/oauth2/token', { grant_type: 'refresh_token', ...change }, headers)
      assert.equal((await ask({ client_id: site.clientId })).status, 400)
      assert.equal((await ask({}, basic(site.clientId, 'x'))).status, 400)
      const refused = await ask({ client_id: site.clientId })
      assert.equal(refused.status, 429)
      assert.deepEqual(refused.json, {
        error: 'temporarily_unavailable',
        error_description: 'Too many requests',
      })
      assert.equal(refused.headers.get('retry-after'), '1')
      assert.equal(refused.headers.get('access-control-allow-origin'), '*')
      assert.equal((await ask({}, basic(site.clientId, 'x'))).status, 429)
      assert.equal((await ask({ client_id: 'nobody' })).status, 400)
      house.passTime(1000)
      assert.equal((await ask({ client_id: site.clientId })).status, 400)
    })

    test('gets a page in a browser', async () => {
      house.passTime(1000)
      const page = `/login${queryOf(asking(site))}&lang=de`
      assert.equal((await openBrowser(site).get(page)).status, 200)
      assert.equal((await openBrowser(site).get(page)).status, 200)
      for (const path of [page, `/oauth2/authorize${queryOf(asking(site))}&lang=de`]) {
        const refused = await openBrowser(site).get(path)
        assert.equal(refused.status, 429)
        assert.equal(refused.headers.get('retry-after'), '1')
        assert.equal(refused.headers.get('content-type'), 'text/html;charset=UTF-8')
        assert.match(refused.headers.get('content-security-policy') ?? '', /default-src 'none'/)
        assert.match(await refused.text(), /<html lang="de">/)
      }
    })
  })

  describe('a domain that is asked too fast', () => {
    const house = usePoolhouse({ database, domainRates: { ...ALL, domain: 3 }, clock: stopped })

    test('refuses everything, unknown paths too, and other domains do not', async () => {
      const [site, other] = [await openSite(house), await openSite(house)]
      house.passTime(1000)
      for (const path of ['/none', '/error', '/assets/pages.js'])
        assert.notEqual((await openBrowser(site).get(path)).status, 429)
      for (const path of ['/none', '/error', '/assets/pages.js', '/oauth2/userInfo'])
        assert.equal((await openBrowser(site).get(path)).status, 429)
      assert.equal((await openBrowser(other).get('/none')).status, 404)
    })
  })
})

describe('an address that asks too fast', () => {
  const house = usePoolhouse({ domainRates: { ...ALL, address: 2 }, clock: stopped })

  test('is known by its network, and uses up no limit of others', async () => {
    const site = await openSite(house)
    house.passTime(1000)
    const { pages } = house.app
    const statusFor = async (remoteAddress: string) => {
      const url = new URL(`${site.url}/none`)
      const request = { method: 'GET', url, headers: [], body: Buffer.alloc(0) }
      return (await pages.answer(request, { remoteAddress, secure: false })).status
    }
    assert.equal(await statusFor('2001:db8::1'), 404)
    assert.equal(await statusFor('2001:db8::2'), 404)
    assert.equal(await statusFor('2001:db8::ffff:3'), 429)
    assert.equal(await statusFor('2001:db8:0:1::1'), 404)
    assert.equal(await statusFor('192.0.2.1'), 404)
    assert.equal(await statusFor('192.0.2.2'), 404)
    assert.equal(await statusFor('192.0.2.1'), 404)
    assert.equal(await statusFor('192.0.2.1'), 429)
  })
})

describe('the categories of the API', () => {
  const rates = { ...DEFAULT_RATES, UserAuthentication: 1, ClientAuthentication: 1, UserToken: 1 }
  const house = usePoolhouse({ requestRates: rates, clock: stopped })

  test('count requests of their twins at the endpoints', async () => {
    const site = await openSite(house)
    house.passTime(1000)
    const client_id = site.clientId
    for (const [path, fields] of [
      ['/oauth2/token', { client_id, grant_type: 'refresh_token' }],
      ['/oauth2/token', { client_id, grant_type: 'client_credentials' }],
      ['/oauth2/revoke', { client_id }],
    ] as const) {
      assert.equal((await postForm(site, path, fields)).status, 400)
      const refused = await postForm(site, path, fields)
      assert.equal(refused.status, 429, fields.toString())
      assert.deepEqual(refused.json, {
        error: 'temporarily_unavailable',
        error_description: 'Rate exceeded',
      })
      assert.equal(refused.headers.get('retry-after'), '1')
    }
  })
})
