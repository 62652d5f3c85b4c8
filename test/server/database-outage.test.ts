// A server whose PostgreSQL is unreachable for a while: a proxy in between is cut off.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { describe, test } from 'node:test'
import { openSite } from '../cli/run-command.ts'
import { onPostgresql } from '../support/databases.ts'

/** Forwards bytes between its clients and the target, unless it is cut off. */
async function cuttableProxy(target: URL) {
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) return void near.destroy()
    const far = connect(Number(target.port || 5432), target.hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => {}).on('close', () => other.destroy())
      one.pipe(other)
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      isCut = false
    },
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

onPostgresql((newUrl) => {
  const databaseUrl = newUrl()
  describe('an outage of the database', () => {
    const site = openSite([], { POOLHOUSE_ROOT_KEY: Buffer.alloc(32, 7).toString('base64') })

    test('adds a line for each route to the log, without stacks, and passes', async (t) => {
      const address = new URL(databaseUrl)
      const proxy = await cuttableProxy(new URL(address))
      t.after(() => proxy.close())
      address.host = `127.0.0.1:${proxy.port}`
      const { started, url: server } = await site.serving('--database-url', address.href)
      const ask = (operation: string) =>
        fetch(server, {
          method: 'POST',
          headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
          body: JSON.stringify({
            ClientId: 'client',
            AccessToken: 'a.b.c',
            AuthFlow: 'USER_PASSWORD_AUTH',
            AuthParameters: { USERNAME: 'u', PASSWORD: 'p' },
            Username: 'u',
          }),
        })

      proxy.cut()
      const before = started.output.stderr.length
      for (let i = 0; i < 10; i++) {
        assert.equal((await ask('InitiateAuth')).status, 500)
        assert.equal((await ask('ForgotPassword')).status, 500)
      }
      assert.equal((await fetch(`${server}/ready`)).status, 503)
      const lines = started.output.stderr
        .slice(before)
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
      const routes = lines.map(({ message, operation }) => operation ?? message)
      assert.equal(new Set(routes).size, routes.length) // jobs of the server have their own line
      assert.ok(routes.includes('InitiateAuth') && routes.includes('ForgotPassword'))
      for (const line of lines) {
        assert.match(
          line.reason,
          new RegExp(`^no connection to PostgreSQL at 127\\.0\\.0\\.1:${proxy.port}: `),
        )
        assert.doesNotMatch(JSON.stringify(line), /stack/)
      }

      proxy.mend()
      assert.equal((await fetch(`${server}/ready`)).status, 200)
      assert.equal((await ask('InitiateAuth')).status, 400)
    })
  })
})
