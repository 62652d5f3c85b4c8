// The primary dies while nodes create users: nothing that they acknowledged may be lost, and they must go on by themselves.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { newPoolFor, startLoad, usernamesOf } from './load.ts'
import { type PostgresPair, startPostgresPair } from './postgres-pair.ts'

/** As long as a tool needs, at the least, to see that the primary is gone. */
const UNTIL_PROMOTED = 1000
const BEFORE_AND_AFTER = 30

describe('two nodes whose PostgreSQL fails over', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-failover-'))
  let pair: PostgresPair
  let nodes: ServerProcess[] = []

  before(async () => {
    pair = await startPostgresPair()
    const start = (name: string) =>
      startServerProcess({
        dataDir: join(folder, name),
        databaseUrl: pair.url,
        environment: { POOLHOUSE_ROOT_KEY: Buffer.alloc(32, 7).toString('base64') },
      })
    nodes = [await start('one'), await start('two')]
  })
  after(async () => {
    for (const node of nodes) await node.stop()
    await pair.stop()
    rmSync(folder, { recursive: true })
  })

  test('keep all that they acknowledged, and go on without being restarted', async (t) => {
    const clients = nodes.map((node) => node.client())
    const [client] = clients
    assert.ok(client)
    const pool = await newPoolFor(client)
    const loads = clients.map((each, n) => startLoad(each, pool, `node-${n}`))
    await Promise.all(loads.map((load) => load.acknowledges(BEFORE_AND_AFTER)))

    await pair.primary.kill()
    await sleep(UNTIL_PROMOTED)
    await pair.promote()
    await Promise.all(loads.map((load) => load.acknowledges(BEFORE_AND_AFTER)))
    await Promise.all(loads.map((load) => load.stop()))

    const stored = await usernamesOf(client, pool)
    const lost = loads.flatMap((load) => load.acknowledged).filter((name) => !stored.has(name))
    assert.deepEqual(lost, [])
    const errors = loads.flatMap((load) => load.refused)
    assert.deepEqual([...new Set(errors.map(({ name }) => name))], ['InternalErrorException'])
    for (const node of nodes) assert.equal((await fetch(`${node.url}/ready`)).status, 200)

    const seconds = loads.map((load) => `${(load.longestPause() / 1000).toFixed(1)} s`)
    t.diagnostic(
      `nothing acknowledged for ${seconds.join(' and ')}, of which ${UNTIL_PROMOTED / 1000} s until the promotion; ` +
        `${errors.length} requests refused, ${stored.size} users stored`,
    )
  })
})
