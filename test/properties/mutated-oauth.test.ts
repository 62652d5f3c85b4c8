// Whatever is sent to a domain, it answers below 500 and sends no browser to an address that is not registered.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ROUTES } from '../../src/hosted/domains/routes.ts'
import {
  asking,
  type Browser,
  CALLBACK,
  csrfOf,
  LOGOUT,
  openBrowser,
  openSite,
  queryOf,
  type Site,
} from '../hosted/oauth/site.ts'
import { forEachAddress } from '../support/databases.ts'
import { type Poolhouse, startPoolhouse } from '../support/poolhouse.ts'
import { PASSWORD } from '../support/pools.ts'
import { SEED } from '../support/seed.ts'
import { type Chance, chanceOf } from './mutated-requests-chance.ts'
import { type Lane, openLane, type RawAnswer } from './mutated-requests-lane.ts'

const REQUESTS = { 'SQLite in memory': 16_000, 'SQLite in a file': 0, PostgreSQL: 4000 }
const BATCH = 200
const AT_ONCE = 8
/** Long enough for locks and counted failures to be forgotten. */
const BREAK = 3_700_000

type Fields = ReadonlyArray<readonly [name: string, value: string]>

interface Sent {
  readonly method: string
  readonly path: string
  readonly query: Fields
  readonly form: Fields
  readonly headers: Fields
}

const FORM = ['content-type', 'application/x-www-form-urlencoded;charset=UTF-8'] as const

const HOSTILE = [
  '',
  ' ',
  'null',
  '//evil.example',
  'https://evil.example',
  'https://app.example@evil.example/callback',
  'https://app.example.evil.example/callback',
  'https:/\\evil.example',
  '/\\evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  '\r\nset-cookie: a=b',
  '%0d%0alocation:%20https://evil.example',
  '<script>alert(1)</script>',
  '\u0000',
  '\ud800',
  '💧'.repeat(50),
  'a'.repeat(3000),
  '__proto__',
  'constructor',
  '-1',
  '1e999',
  'none login',
  'plain',
]
const textOf = (fields: Fields) =>
  new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString()

const HEADERS: Fields = [
  ['authorization', 'Basic Og=='],
  ['authorization', 'Basic !'],
  ['authorization', 'Bearer eyJ.x.y'],
  ['content-type', 'application/json'],
  ['content-type', 'multipart/form-data'],
  ['cookie', 'cognito=x; XSRF-TOKEN=y'],
  ['cookie', '=;;;cognito="'],
  ['origin', 'https://evil.example'],
  ['origin', 'null'],
  ['accept-language', '*;q=x'],
  ['x-forwarded-host', 'evil.example'],
]

forEachAddress(
  (newAddress, kind) => {
    const database = newAddress()
    let house: Poolhouse
    let site: Site
    let lanes: readonly Lane[] = []

    before(async () => {
      house = await startPoolhouse({ database })
      const pool = { DcrConfiguration: { OpenDcrEnabled: true } }
      site = await openSite(house, { pool, client: { AllowedOAuthFlows: ['code', 'implicit'] } })
      lanes = Array.from({ length: AT_ONCE }, () => openLane(Number(new URL(site.url).port)))
    })
    after(() => {
      for (const lane of lanes) lane.close()
      return house?.close() // fails if the server logged an error
    })

    const fieldsOf = (fields: Record<string, string>): Fields => Object.entries(fields)

    /** Requests that succeed, or nearly. */
    function templates(csrf: string, cookie: string, code: string): Sent[] {
      const asked = fieldsOf(
        asking(site, { nonce: 'n', login_hint: 'alice', lang: 'de', prompt: 'login', max_age: '9' }),
      )
      const plain = fieldsOf(asking(site))
      const account = {
        csrf,
        username: 'alice',
        password: PASSWORD,
        email: 'alice@example.com',
        code: '123456',
      }
      const pages = Object.keys(ROUTES).filter((path) => !path.startsWith('/oauth2/'))
      const token = {
        client_id: site.clientId,
        grant_type: 'authorization_code',
        code,
        redirect_uri: CALLBACK,
      }
      const request = {
        method: 'GET',
        query: plain,
        form: [] as Fields,
        headers: [['cookie', cookie]] as Fields,
      }
      const ofPages = [
        ...pages.map((path) => ({ ...request, path })),
        ...pages.map((path) => ({ ...request, method: 'POST', path, form: fieldsOf(account) })),
        // Sign-ins that succeed would be rare otherwise.
        ...Array.from({ length: 3 }, () => ({
          ...request,
          method: 'POST',
          path: '/login',
          form: fieldsOf(account),
        })),
      ]
      const ofEndpoints = [
        { ...request, path: '/oauth2/authorize', query: asked },
        { ...request, path: '/oauth2/authorize' },
        { ...request, path: '/oauth2/authorize', query: fieldsOf(asking(site, { response_type: 'token' })) },
        { ...request, path: '/logout', query: fieldsOf({ client_id: site.clientId, logout_uri: LOGOUT }) },
        { ...request, path: '/logout' },
        { ...request, method: 'POST', path: '/oauth2/token', query: [], form: fieldsOf(token) },
        {
          ...request,
          method: 'POST',
          path: '/oauth2/token',
          form: fieldsOf({ client_id: site.clientId, grant_type: 'refresh_token', refresh_token: 'x' }),
        },
        {
          ...request,
          method: 'POST',
          path: '/oauth2/revoke',
          form: fieldsOf({ client_id: site.clientId, token: 'x' }),
        },
        { ...request, path: '/oauth2/userInfo', headers: [['authorization', 'Bearer x']] as Fields },
        { ...request, method: 'POST', path: '/oauth2/register' },
      ]
      // Pages cost far more than endpoints.
      return [...ofPages, ...Array.from({ length: 8 }, () => ofEndpoints).flat()]
    }

    /** The request with up to three changes. */
    function mutated(sent: Sent, chance: Chance): Sent {
      let changed = sent
      for (let i = chance.below(4); i > 0; i--) changed = changedOnce(changed, chance)
      return changed
    }

    function changedOnce(sent: Sent, chance: Chance): Sent {
      switch (chance.below(6)) {
        case 0:
          return { ...sent, method: chance.pick(['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']) }
        case 1:
          return { ...sent, headers: [...sent.headers, chance.pick(HEADERS)] }
        case 2:
          return {
            ...sent,
            path: sent.path + chance.pick(['', '/', '/..', '%2f', '%2e', ';x', '//evil.example', '\\']),
          }
        case 3:
          return { ...sent, form: changedFields(sent.form, chance) }
        default:
          return { ...sent, query: changedFields(sent.query, chance) }
      }
    }

    function changedFields(fields: Fields, chance: Chance): Fields {
      if (fields.length === 0)
        return [[chance.pick(['redirect_uri', 'client_id', 'x']), chance.pick(HOSTILE)]]
      const place = chance.below(fields.length)
      const [name, value] = fields[place] as Fields[number]
      const put = (...instead: Fields) => [...fields.slice(0, place), ...instead, ...fields.slice(place + 1)]
      switch (chance.below(5)) {
        case 0:
          return put()
        case 1:
          return put([name, value], [name, chance.pick(HOSTILE)])
        case 2:
          return put([name, value + chance.pick(['/', '?', '#', '.', '%', ' ', '@evil.example', '\\'])])
        case 3:
          return put([name, value.toUpperCase()])
        default:
          return put([name, chance.pick(HOSTILE)])
      }
    }

    /** Over a bare socket, which takes much less CPU than a client of HTTP. */
    function send(lane: Lane, { method, path, query, form, headers }: Sent): Promise<RawAnswer> {
      const address = new URL(`${site.url}${path}?${textOf(query)}`)
      const hasBody = method === 'POST' || method === 'PUT'
      const body = Buffer.from(hasBody ? textOf(form) : '')
      const own: Fields = [
        ['host', address.host],
        ['accept', '*/*'],
        ...(hasBody ? [['content-length', `${body.length}`] as const] : []),
        ...(hasBody && !headers.some(([name]) => name === 'content-type') ? [FORM] : []),
      ]
      const target = address.pathname + address.search
      return lane.send({ method, target, headers: [...own, ...headers], body })
    }

    /** Where a browser may be sent: to our own pages, and to the registered addresses with what is added to them. */
    function isAllowed(location: string): boolean {
      if (location.startsWith('/'))
        return new URL(location, 'http://own').host === 'own' && location.startsWith(`${site.base}/`)
      return [CALLBACK, LOGOUT].some(
        (address) =>
          location === address ||
          (/^[?#]/.test(location.slice(address.length)) && location.startsWith(address)),
      )
    }

    async function freshParts(): Promise<{ csrf: string; cookie: string; code: string }> {
      const page = `/login${queryOf(asking(site))}`
      const signedIn: Browser = openBrowser(site)
      const fields = { username: 'alice', password: PASSWORD }
      const first = await signedIn.post(page, { ...fields, csrf: await csrfOf(await signedIn.get(page)) })
      const code = new URL(first.headers.get('location') ?? '').searchParams.get('code') ?? ''
      const browser = openBrowser(site)
      const csrf = await csrfOf(await browser.get(page))
      return { csrf, cookie: `XSRF-TOKEN=${browser.cookie('XSRF-TOKEN')}`, code }
    }

    test(`${REQUESTS[kind]} mutated requests to a domain end below 500, and lead to no unregistered address`, async (t) => {
      t.diagnostic(`POOLHOUSE_TEST_SEED=${SEED}`)
      const chance = chanceOf(kind === 'PostgreSQL' ? SEED + 1 : SEED)
      const outcomes = { codes: 0, tokens: 0, pages: 0, errors: 0 }
      for (let batch = 0; batch < REQUESTS[kind] / BATCH; batch++) {
        house.passTime(BREAK)
        const { csrf, cookie, code } = await freshParts()
        const bases = templates(csrf, cookie, code)
        const requests = Array.from({ length: BATCH }, () => mutated(chance.pick(bases), chance))
        const sending = lanes.map(async (lane, place) => {
          for (let i = place; i < requests.length; i += AT_ONCE) {
            const request = requests[i] as Sent
            const { status, headers, body } = await send(lane, request)
            const location = headers.get('location')
            const cookies = headers.get('set-cookie')?.split('\n') ?? []
            const about = () => JSON.stringify(request)
            if (status >= 500) assert.fail(`${status} ${about()}`)
            if (location !== undefined && !isAllowed(location)) assert.fail(`${location} ${about()}`)
            if (cookies.some((value) => value.startsWith('a=b'))) assert.fail(about())
            if (location?.includes('code=')) outcomes.codes++
            else if (status === 200 && request.path === '/oauth2/token' && body.length > 1000)
              outcomes.tokens++
            else if (status === 200) outcomes.pages++
            else outcomes.errors++
          }
        })
        await Promise.all(sending)
      }
      t.diagnostic(JSON.stringify(outcomes))
      assert.ok(
        Object.values(outcomes).every((count) => count > 10),
        JSON.stringify(outcomes),
      )
    })
  },
  ['SQLite in memory', 'PostgreSQL'],
)
