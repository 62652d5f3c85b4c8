// A message whose request was answered reaches the mail server, however often the process dies before; and what the mail
// server acknowledged does not come again after a clean restart.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { AdminCreateUserCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider'
import { startMailServer } from '../gateways/mail-server.ts'
import { onPostgresql } from '../support/databases.ts'
import { newClient, newPool, PASSWORD } from '../support/pools.ts'
import { type ServerProcessOptions, startServerProcess } from '../support/server-process.ts'

/** Longer than a lease of the outbox. */
const ARRIVES_WITHIN = 60_000

const folder = mkdtempSync(join(tmpdir(), 'poolhouse-outbox-kill-'))
after(() => rmSync(folder, { recursive: true }))

describe('on SQLite', () => {
  survives(20, { dataDir: join(folder, 'sqlite') })
})

onPostgresql((newUrl) => {
  survives(4, { dataDir: join(folder, 'postgresql'), databaseUrl: newUrl() })
})

function survives(times: number, options: ServerProcessOptions): void {
  test('messages outlive a server that is killed again and again', async (t) => {
    let stalled: 'at greeting' | 'at acknowledgment' | undefined
    const mailServer = await startMailServer({ stalls: () => stalled })
    const environment = {
      POOLHOUSE_SMTP_URL: `smtp://127.0.0.1:${mailServer.port}`,
      POOLHOUSE_MAIL_FROM: 'no-reply@example.com',
    }
    const start = () => startServerProcess({ ...options, environment })
    const arrivals = () => mailServer.mails.flatMap(({ to }) => to)

    let server = await start()
    const UserPoolId = await newPool(server.client(), { AutoVerifiedAttributes: ['email'] })
    const { id: ClientId } = await newClient(server.client(), UserPoolId)
    const announced: string[] = []

    /** A sign-up and an invitation, both acknowledged. */
    async function cause(name: string): Promise<void> {
      const client = server.client()
      const [own, invited] = [`${name}-own@example.com`, `${name}-invited@example.com`]
      const UserAttributes = [{ Name: 'email', Value: own }]
      await client.send(
        new SignUpCommand({ ClientId, Username: `${name}-own`, Password: PASSWORD, UserAttributes }),
      )
      announced.push(own)
      await client.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username: `${name}-invited`,
          UserAttributes: [{ Name: 'email', Value: invited }],
          DesiredDeliveryMediums: ['EMAIL'],
        }),
      )
      announced.push(invited)
    }

    for (let round = 0; round < times; round++) {
      stalled = round % 2 === 0 ? 'at greeting' : 'at acknowledgment'
      await cause(`round-${round}`)
      await sleep(7 * (round % 10)) // another moment in every round
      await server.kill()
      assert.deepEqual(arrivals(), [], 'delivered before the kill')
      server = await start()
    }

    stalled = undefined
    const end = Date.now() + ARRIVES_WITHIN
    const missing = () => announced.filter((to) => !arrivals().includes(to))
    while (missing().length > 0 && Date.now() < end) await sleep(50)
    assert.deepEqual(missing(), [])

    assert.equal(await server.stop(), 0)
    const before = arrivals().length
    server = await start()
    await cause('last')
    while (missing().length > 0 && Date.now() < end + ARRIVES_WITHIN) await sleep(50)
    assert.deepEqual(arrivals().slice(before).sort(), ['last-invited@example.com', 'last-own@example.com'])
    assert.equal(await server.stop(), 0)
    await mailServer.close()
    t.diagnostic(`${times} kills, ${announced.length} messages acknowledged, ${missing().length} lost`)
  })
}
