// The server in separate processes, over https.
import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { request } from 'node:https'
import { describe, test } from 'node:test'
import { connect, type TLSSocket } from 'node:tls'
import { openSite, type Site, type Started, untilMatch } from '../cli/run-command.ts'
import { selfSigned } from '../support/certificate.ts'
import { freePort } from '../support/free-port.ts'

/** Writes a new certificate over the one before, and returns what clients then see. */
function renewed(site: Site): string {
  const { cert, key } = selfSigned()
  site.write('cert.pem', cert)
  site.write('key.pem', key)
  return new X509Certificate(cert).serialNumber
}

async function serve(site: Site, ...args: string[]) {
  const files = ['--tls-cert-file', `${site.folder}/cert.pem`, '--tls-key-file', `${site.folder}/key.pem`]
  const started = site.start('serve', '--port', '0', ...files, ...args)
  const [, port] = await untilMatch(started, /ready at https:\/\/localhost:(\d+)\n/)
  return { ...started, port: Number(port) }
}

/** The serial number of the certificate that a new connection sees. */
async function serialAt(port: number): Promise<string> {
  const socket: TLSSocket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  const { serialNumber } = socket.getPeerCertificate()
  socket.destroy()
  return serialNumber
}

async function isHealthy(port: number): Promise<boolean> {
  const sent = request({ host: '127.0.0.1', port, path: '/health', rejectUnauthorized: false, agent: false })
  sent.end()
  const [answer] = await once(sent, 'response')
  answer.resume()
  return answer.statusCode === 200
}

async function untilLogged({ output }: Pick<Started, 'output'>, text: string, times: number): Promise<void> {
  while (output.stderr.split(text).length <= times) await new Promise((resolve) => setTimeout(resolve, 20))
}

const DAY = 86_400_000
const RENEWED = 'Reloaded the certificate and its key'
const KEPT = 'The new certificate cannot be used'

describe('at SIGHUP', () => {
  const site = openSite([], {})

  test('a server shows its new certificate to new connections, and open ones continue', async () => {
    const first = renewed(site)
    const server = await serve(site)
    assert.equal(await serialAt(server.port), first)
    const open = connect({ host: '127.0.0.1', port: server.port, rejectUnauthorized: false })
    await once(open, 'secureConnect')
    const second = renewed(site)
    assert.equal(await serialAt(server.port), first)
    server.child.kill('SIGHUP')
    await untilLogged(server, RENEWED, 1)
    assert.equal(await serialAt(server.port), second)
    open.write('GET /health HTTP/1.1\r\nHost: a\r\n\r\n')
    const [answer] = await once(open, 'data')
    assert.match(String(answer), /^HTTP\/1\.1 200 /)
    open.destroy()
    server.child.kill('SIGTERM')
    assert.equal((await server.ended).code, 0)
  })

  const spoiled: [string, () => void, RegExp][] = [
    ['of another key', () => site.write('key.pem', selfSigned().key), /tls-key-file must hold a certificate/],
    ['that is no PEM', () => site.write('cert.pem', 'none'), /tls-cert-file and tls-key-file must hold/],
    [
      'that is missing',
      () => rmSync(`${site.folder}/cert.pem`),
      /tls-cert-file \S+cert\.pem can't be read: there is no such file or folder \(ENOENT\)/,
    ],
  ]
  test('a server keeps its certificate if the files have one that is wrong, and says why', async (t) => {
    let serial = renewed(site)
    const server = await serve(site)
    for (const [i, [what, spoil, reason]] of spoiled.entries()) {
      await t.test(what, async () => {
        const { length } = server.output.stderr
        spoil()
        server.child.kill('SIGHUP')
        await untilLogged(server, KEPT, i + 1)
        assert.match(server.output.stderr.slice(length), reason)
        assert.equal(await serialAt(server.port), serial)
        serial = renewed(site)
        server.child.kill('SIGHUP')
        await untilLogged(server, RENEWED, i + 1)
        assert.equal(await serialAt(server.port), serial)
      })
    }
    server.child.kill('SIGTERM')
    await server.ended
  })

  test('every worker shows the new certificate, and none ends', async () => {
    renewed(site)
    const server = await serve(site, '--workers', '2')
    const second = renewed(site)
    server.child.kill('SIGHUP')
    await untilLogged(server, RENEWED, 2)
    const pids = new Set(
      server.output.stderr
        .split('\n')
        .filter((line) => line.includes(RENEWED))
        .map((line) => JSON.parse(line).pid),
    )
    assert.equal(pids.size, 2)
    for (let i = 0; i < 8; i++) assert.equal(await serialAt(server.port), second)
    for (const pid of pids) process.kill(pid, 'SIGHUP') // like a closing terminal, which signals all of them
    assert.ok(await isHealthy(server.port))
    server.child.kill('SIGTERM')
    const { code, stderr } = await server.ended
    assert.equal(code, 0)
    assert.doesNotMatch(stderr, /will be replaced/)
  })

  test('a server without a certificate continues, even if its output is no longer read', async () => {
    const server = site.start('serve', '--port', '0')
    const [, port] = await untilMatch(server, /ready at http:\/\/localhost:(\d+)\n/)
    server.child.kill('SIGHUP')
    await untilLogged(server, 'SIGHUP has no effect', 1)
    server.child.stdout?.destroy()
    server.child.stderr?.destroy()
    for (let i = 0; i < 3; i++) {
      server.child.kill('SIGHUP') // each writes a line
      assert.equal((await fetch(`http://127.0.0.1:${port}/health`)).status, 200)
    }
    server.child.kill('SIGTERM')
    const [code] = await once(server.child, 'exit')
    assert.equal(code, 0)
  })
})

describe('the end of a certificate', () => {
  const site = openSite([], {})
  const replace = (validFor: number) => {
    const { cert, key } = selfSigned('localhost', [], validFor)
    site.write('cert.pem', cert)
    site.write('key.pem', key)
    return Date.parse(new X509Certificate(cert).validTo) / 1000
  }

  test('is in the metrics, and in the log at the start and at SIGHUP', async () => {
    const expired = replace(-1000)
    const port = await freePort()
    const shown = async () => {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
      return text.match(/^poolhouse_certificate_expiry_timestamp_seconds\{.*$/gm)
    }
    const line = (at: number) => [
      `poolhouse_certificate_expiry_timestamp_seconds{certificate="tls-cert-file"} ${at}`,
    ]
    const server = await serve(site, '--metrics-port', `${port}`)
    await untilLogged(server, 'A certificate has expired: clients refuse it', 1)
    assert.deepEqual(await shown(), line(expired))
    const soon = replace(13 * DAY)
    server.child.kill('SIGHUP')
    await untilLogged(server, 'A certificate expires within two weeks', 1)
    assert.deepEqual(await shown(), line(soon))
    replace(15 * DAY)
    server.child.kill('SIGHUP')
    await untilLogged(server, RENEWED, 2)
    server.child.kill('SIGTERM')
    const { stderr } = await server.ended
    assert.equal(stderr.split('A certificate').length, 3)
  })
})
