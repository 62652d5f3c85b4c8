// Nonsensical requests to every page and endpoint, on both databases: never a 5xx, and nothing but the log.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { ROUTES } from '../../src/hosted/domains/routes.ts'
import { type HostedParts, hostedApp } from '../../src/hosted/hosted-app.ts'
import { forEachSite, type Started, untilMatch } from '../cli/run-command.ts'
import { rawConnection } from './raw-connection.ts'
import type { RawRequest } from './raw-request.ts'

const TOKEN = 'inbox-token-of-the-tests'
const POOL = 'us-east-1_Example01'

/** Paths of the hosted app, from its own table, including parameters. */
const hosted = hostedApp({
  world: { storage: { stores: {} } },
  publicUrl: 'http://localhost',
  inboxToken: TOKEN,
} as unknown as HostedParts).routes.map(({ path }) => path)

/** The paths of a domain, which does not exist: what they do with one that does is tested elsewhere. */
const ofDomains = Object.keys(ROUTES).map((path) => `/domains/shop.auth.us-east-1${path}`)

/** The paths that the listener answers itself. */
const served = ['/', '/health', '/ready', '/metrics', `/user-import-files/${POOL}/import-1`, '/none/such']
const patterns = [...new Set([...hosted, ...ofDomains, ...served])]

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'M-SEARCH']

const SEGMENTS = [
  '%00',
  `${POOL}%00`,
  '%01',
  '%0d%0aset-cookie:%20a=b',
  '%7F',
  '%',
  '%zz',
  '%ff',
  '%c3%28',
  '%ed%a0%80',
  '%f0%9f%98%80',
  '%2e%2e',
  '..',
  '.',
  '',
  '%2f',
  '%5c',
  '\\',
  "'%20or%201=1--",
  '%25s%n',
  '<script>',
  '__proto__',
  'constructor',
  '*',
  ':userPoolId',
  '\x80\xff',
  `us-east-1_${'a'.repeat(60)}`,
  '_'.repeat(6000),
]

const QUERIES = [
  'to=%00',
  'before=%00',
  'limit=%00',
  'token=%00',
  '%00',
  'to=%',
  'to=%ff&limit=%ff',
  'limit=-1&before=x',
  'limit=99999999999999999999',
  `to=${'a'.repeat(6000)}`,
  'to[]=a&to=b&to=c',
  '__proto__=a&constructor=b',
  '&&==&;',
  '??#',
  '\x80=\xff',
  "to=';drop%20table%20users--",
  `token=${TOKEN}x`,
]

const TARGETS = [
  '*',
  'none',
  '//',
  '///x',
  '/\\',
  '/?',
  '/#',
  '/%',
  'http://',
  'http://%00/',
  'http://[/inbox',
  'https://x',
]

const HOSTS = [
  '',
  ' ',
  'a b',
  '[',
  '[::',
  '[::1]:0x',
  'a:99999',
  'a:b',
  'a/b',
  'a?b',
  'a#b',
  'a@b',
  'a\\b',
  '%00',
  '\xe9',
  '1.2.3.999',
  undefined,
]

const HEADERS = [
  'Cookie: =; ;;a=%00; poolhouse-inbox=',
  `Cookie: ${'a=b; '.repeat(500)}`,
  'Authorization: Bearer \xff',
  'Authorization: AWS4-HMAC-SHA256 Credential=%00',
  'Accept: text/html;q=\xff',
  'Content-Type: multipart/form-data',
  'Content-Type: application/x-www-form-urlencoded; charset=none',
  'X-Amz-Target: \xff',
  'X-Amz-Target: AWSCognitoIdentityProviderService.__proto__',
  'Origin: null',
  'Access-Control-Request-Method: \xff',
  'X-Forwarded-For: %00',
  'Expect: 200-ok',
  'Upgrade: websocket',
  'Transfer-Encoding: gzip',
]

const BODIES = [
  'token=%00',
  'token=\0',
  '\0',
  '%',
  '{',
  '[]',
  '{"a":"\\u0000"}',
  '\xff\xfe',
  'token='.repeat(999),
]

const filled = (pattern: string, segment = POOL) => pattern.replaceAll(/:\w+|\*/g, () => segment)

/** Bytes that are frequent in hostile texts. */
const bytes = fc.constantFrom(...'%0019afAF2e/\\.?&=#;:@*\'"<>{}[]~ \t\x01\x7f\x80\xff'.split(''))

forEachSite((site) => {
  describe('hostile requests', () => {
    let server: Started
    let connections: Record<'all' | 'metrics', ReturnType<typeof rawConnection>>
    let known: string[]

    before(async () => {
      const world = { UserPools: [{ Id: POOL, PoolName: 'pool' }] }
      const args = ['--port', '0', '--metrics-port', '0', '--seed', site.write('world.json', world)]
      server = site.start('serve', ...args, '--inbox-token-file', site.write('inbox', TOKEN))
      await untilMatch(server, /ready at \S+\n/)
      const portOf = (line: RegExp) => Number(line.exec(server.output.stderr)?.[1])
      const port = portOf(/"port":(\d+),.*"message":"Ready"/)
      // The server closes idle connections after 75 and 5 seconds.
      connections = {
        all: rawConnection(port, 70_000),
        metrics: rawConnection(portOf(/"url":"http:\/\/127\.0\.0\.1:(\d+)\/metrics"/), 4000),
      }
      // With a token, so that requests get as far as possible.
      const answer = await fetch(`http://127.0.0.1:${port}/inbox?token=${TOKEN}`, { redirect: 'manual' })
      known = [`Authorization: Bearer ${TOKEN}`, `Cookie: ${answer.headers.getSetCookie()[0]?.split(';')[0]}`]
    })

    after(() => {
      for (const connection of Object.values(connections)) connection.close()
    })

    async function status(request: RawRequest, by: keyof typeof connections = 'all'): Promise<number> {
      const got = await connections[by].status({ headers: known, ...request })
      assert.ok(got >= 200 && got < 500, `${got} ${JSON.stringify(request)}`)
      return got
    }

    async function refused(request: RawRequest): Promise<void> {
      const got = await status(request)
      assert.ok(got >= 400, `${got} ${JSON.stringify(request)}`)
    }

    test('start from pages and endpoints that answer', async () => {
      assert.ok(patterns.length > 8)
      for (const path of [
        '/inbox',
        '/inbox/messages',
        `/${POOL}/.well-known/jwks.json`,
        '/',
        '/health',
        '/ready',
      ]) {
        assert.equal(await status({ target: path }), 200, path)
      }
      assert.equal(await status({ target: '/metrics' }, 'metrics'), 200)
    })

    test('by method are answered below 500, and refused if no page has the method', async () => {
      for (const pattern of patterns) {
        for (const method of METHODS) await status({ method, target: filled(pattern), body: 'a=b' })
      }
      for (const method of ['TRACE', 'PROPFIND', 'get', 'NONE']) await refused({ method, target: '/inbox' })
    })

    test('by path are refused', async () => {
      const dots = ['.', '..', '%2e%2e']
      for (const segment of SEGMENTS) {
        for (const pattern of patterns.filter((path) => filled(path) !== path)) {
          const target = filled(pattern, segment)
          if (dots.includes(segment)) await status({ target })
          else await refused({ target })
        }
        await status({ target: `/${segment}` })
        await status({ target: `/inbox/${segment}` })
        await status({ method: 'PUT', target: `/user-import-files/${segment}/${segment}`, body: 'x' })
        await status({ target: `/metrics/${segment}` }, 'metrics')
      }
    })

    test('by query are answered below 500, and refused where a page reads it', async () => {
      for (const query of QUERIES) {
        for (const pattern of patterns) {
          for (const method of ['GET', 'POST', 'OPTIONS'])
            await status({ method, target: `${filled(pattern)}?${query}` })
        }
      }
      const read = [
        '/inbox?to=%00',
        '/inbox/messages?to=%00',
        '/inbox/messages?limit=%00',
        '/inbox?before=%00',
      ]
      for (const target of [...read, `/${POOL}/.well-known/jwks.json?%00`]) await refused({ target })
    })

    test('by target, host, header and body are answered below 500', async () => {
      for (const target of TARGETS) for (const method of METHODS) await status({ method, target })
      await refused({ method: 'OPTIONS', target: '*' })
      for (const host of HOSTS) {
        for (const version of ['1.0', '1.1'] as const) {
          for (const target of ['/', '/inbox', '/health']) await status({ target, host, version })
        }
      }
      for (const header of HEADERS) {
        for (const pattern of patterns) {
          for (const method of ['GET', 'POST'])
            await status({ method, target: filled(pattern), headers: [...known, header] })
        }
      }
      for (const body of BODIES) {
        for (const pattern of patterns) {
          await status({ method: 'POST', target: filled(pattern), body })
          const form = [...known, 'Content-Type: application/x-www-form-urlencoded']
          await status({ method: 'POST', target: filled(pattern), headers: form, body })
        }
      }
    })

    test('of any kind are answered below 500', async () => {
      const text = fc.string({ unit: bytes, maxLength: 30 })
      const request = fc.record({
        method: fc.constantFrom(...METHODS),
        target: fc
          .tuple(fc.constantFrom(...patterns), text, text, text)
          .map(([pattern, segment, tail, query]) => `${filled(pattern, segment)}${tail}?${query}`),
        headers: fc.array(fc.constantFrom(...HEADERS), { maxLength: 2 }).map((some) => [...known, ...some]),
      })
      await fc.assert(
        fc.asyncProperty(request, async (asked) => void (await status(asked))),
        { numRuns: 400 },
      )
    })

    // Last, after all of the above.
    test('leave only log lines on stderr, none of them an error', async () => {
      server.child.kill('SIGTERM')
      for (const connection of Object.values(connections)) connection.close()
      const { stderr } = await server.ended
      const lines = stderr
        .split('\n')
        .filter((line) => line !== '' && !/^\(node:\d+\)|^\(Use `node/.test(line))
      for (const line of lines) assert.notEqual(JSON.parse(line).level, 'error', line)
      assert.match(lines.at(-1) ?? '', /"message":"Stopped"/)
    })
  })
})
