import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { connect, type TLSSocket } from 'node:tls'
import { silentLog } from '../../src/kernel/log.ts'
import { type RunningServer, startServer } from '../../src/server/start-server.ts'
import { selfSigned } from '../support/certificate.ts'

describe('a server with certificates of several names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-certificates-'))
  let server: RunningServer

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
      pages: { answer: unasked },
      uploads: { receive: unasked },
      ready: async () => true,
      metrics: undefined,
      metricsPage: undefined,
      log: silentLog,
    })
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
})
