import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { connect, type TLSSocket } from 'node:tls'
import { silentLog } from '../../src/kernel/log.ts'
import { type RunningServer, startServer } from '../../src/server/start-server.ts'
import type { TlsPolicy } from '../../src/server/tls-policy.ts'
import { selfSigned } from '../support/certificate.ts'

const POLICIES: Readonly<Record<string, TlsPolicy>> = {
  'login.shop.example': 'TLS_V1_3_2025',
  'login.shelf.example': 'TLS_V1_3_2025',
  'login.ship.example': 'TLS_V1_2_2021',
  'login.old.example': 'TLS_V1',
}

const answered = { status: 200, headers: [], cookies: [], body: 'a page' }

describe('a server with certificates of several names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-certificates-'))
  let server: RunningServer
  let looksUp: (name: string) => Promise<TlsPolicy | undefined>

  const files = (name: string) => ({
    tlsCertFile: join(folder, `${name}.pem`),
    tlsKeyFile: join(folder, `${name}.key`),
  })

  function write(name: string): void {
    const { cert, key } = selfSigned(name)
    writeFileSync(files(name).tlsCertFile, cert)
    writeFileSync(files(name).tlsKeyFile, key)
  }

  before(async () => {
    for (const name of ['own', 'shop', 'star']) write(name)
    const unasked = () => assert.fail('no request is sent')
    server = await startServer({
      config: {
        host: '127.0.0.1',
        port: 0,
        ...files('own'),
        domains: [
          { name: 'login.shop.example', ...files('shop') },
          { name: '*.auth.us-east-1.id.example', ...files('star') },
        ],
        bodyLimit: 1024,
        trustProxy: 0,
        requestTimeout: 10_000,
        keepAliveTimeout: 10_000,
        shutdownGrace: 100,
      },
      handleApi: unasked,
      pages: { answer: async () => answered, policyOf: (name) => looksUp(name) },
      uploads: { receive: unasked },
      ready: async () => true,
      metrics: undefined,
      metricsPage: undefined,
      log: silentLog,
    })
  })
  beforeEach(() => {
    looksUp = async (name) => POLICIES[name]
  })
  after(async () => {
    await server?.close()
    rmSync(folder, { recursive: true })
  })

  /** The common name of the certificate that a client sees who asks for a name. */
  async function shownTo(servername?: string): Promise<string> {
    const options = {
      host: '127.0.0.1',
      port: server.port,
      rejectUnauthorized: false,
      ...(servername && { servername }),
    }
    const socket: TLSSocket = connect(options)
    await once(socket, 'secureConnect')
    const { subject } = socket.getPeerCertificate()
    socket.destroy()
    return `${subject.CN}`
  }

  test('shows each name its own, and all others that of the server', async () => {
    assert.equal(await shownTo('login.shop.example'), 'shop')
    assert.equal(await shownTo('LOGIN.shop.example'), 'shop')
    assert.equal(await shownTo('shop.auth.us-east-1.id.example'), 'star')
    for (const name of [
      'id.example',
      'a.b.auth.us-east-1.id.example',
      'auth.us-east-1.id.example',
      undefined,
    ]) {
      assert.equal(await shownTo(name), 'own', name)
    }
  })

  test('reads all of them again, and keeps all of them if one cannot be used', async () => {
    const { cert, key } = selfSigned('renewed')
    writeFileSync(files('shop').tlsCertFile, cert)
    assert.throws(
      () => server.renewCertificate(),
      /^Error: domains, login\.shop\.example: tls-cert-file and tls-key-file must hold/,
    )
    assert.equal(await shownTo('login.shop.example'), 'shop')
    writeFileSync(files('shop').tlsKeyFile, key)
    server.renewCertificate()
    assert.equal(await shownTo('login.shop.example'), 'renewed')
    assert.equal(await shownTo('shop.auth.us-east-1.id.example'), 'star')
  })

  describe('by the TLS policy of a domain', () => {
    /** Connects by this version and returns the version and the cipher, or the error. */
    async function agreed(servername: string, version: 'TLSv1.2' | 'TLSv1.3') {
      const limits = { minVersion: version, maxVersion: version } as const
      const socket = connect({
        host: '127.0.0.1',
        port: server.port,
        rejectUnauthorized: false,
        servername,
        ...limits,
      })
      try {
        await once(socket, 'secureConnect')
        return socket.getProtocol()
      } catch (error) {
        return (error as NodeJS.ErrnoException).code
      } finally {
        socket.destroy()
      }
    }

    const REFUSED = 'ECONNRESET'
    /** Of TLS 1.2, which no policy but the oldest takes. */
    const CBC = 'ECDHE-RSA-AES128-SHA256:ECDHE-ECDSA-AES128-SHA256'

    test('takes only TLS 1.3 where it says so, with a certificate of its own or without one', async () => {
      for (const name of ['login.shop.example', 'LOGIN.shop.example', 'login.shelf.example']) {
        assert.equal(await agreed(name, 'TLSv1.3'), 'TLSv1.3', name)
        assert.equal(await agreed(name, 'TLSv1.2'), REFUSED, name)
      }
    })

    test('takes TLS 1.2 under every other name', async () => {
      for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
        for (const name of ['login.ship.example', 'login.old.example', 'id.example']) {
          assert.equal(await agreed(name, version), version, name)
        }
      }
    })

    async function statusOf(host: string, options: object): Promise<number | undefined> {
      const asked = request({
        host: '127.0.0.1',
        port: server.port,
        rejectUnauthorized: false,
        agent: false,
        servername: 'id.example',
        headers: { host },
        path: '/login',
        ...options,
      })
      asked.end()
      const [answer] = (await once(asked, 'response')) as [IncomingMessage]
      answer.resume()
      return answer.statusCode
    }
    const old = { maxVersion: 'TLSv1.2' }

    test('refuses requests that came by a weaker cipher, or by an older version for another name', async () => {
      assert.equal(await statusOf('login.shop.example', old), 421)
      assert.equal(await statusOf(`LOGIN.shop.example:${server.port}`, old), 421)
      assert.equal(await statusOf('login.shop.example', {}), 200)
      assert.equal(await statusOf('login.ship.example', { ...old, ciphers: CBC }), 421)
      assert.equal(await statusOf('login.ship.example', old), 200)
      assert.equal(await statusOf('login.old.example', { ...old, ciphers: CBC }), 200)
      assert.equal(await statusOf('id.example', { ...old, ciphers: CBC }), 200)
    })

    test('looks no policy up for TLS 1.3, nor for a probe', async () => {
      const names: string[] = []
      looksUp = async (name) => {
        names.push(name)
        return undefined
      }
      assert.equal(await agreed('login.shop.example', 'TLSv1.3'), 'TLSv1.3')
      assert.equal(await statusOf('login.shop.example', {}), 200)
      assert.deepEqual(names, [])
      for (const path of ['/health', '/ready']) {
        assert.equal(await statusOf('login.shop.example', { ...old, path }), 200)
        assert.equal(await statusOf('login.shop.example', { ...old, path, method: 'HEAD' }), 200)
      }
      assert.deepEqual(new Set(names), new Set(['id.example'])) // of the handshakes
      await statusOf('login.shop.example', old)
      assert.equal(names.at(-1), 'login.shop.example')
    })
  })
})
