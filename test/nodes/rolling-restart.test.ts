// Three nodes behind nginx, as docs/guides/behind-a-proxy.md configures it, are restarted in turn.

import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { packageFile } from '../../src/kernel/package-file.ts'
import { onPostgresql } from '../support/databases.ts'
import { freePort } from '../support/free-port.ts'
import { REGION, ROOT } from '../support/poolhouse.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { newPoolFor, startLoad, usernamesOf } from './load.ts'
import { type Program, programPath, startProgram } from './programs.ts'

const NGINX = programPath('nginx')

/** The guide's configuration for several nodes, with these ports. */
function nginxConfiguration(folder: string, port: number, nodes: readonly number[]): string {
  const guide = readFileSync(packageFile('docs/guides/behind-a-proxy.md'), 'utf8')
  const [, block] = /```nginx\n(upstream [^`]+)```/.exec(guide) ?? []
  assert.ok(block)
  const servers = [...block.matchAll(/server (node\d\.example\.com:7665)/g)].map(([, place = '']) => place)
  assert.equal(servers.length, nodes.length)
  const here = servers
    .reduce((text, place, i) => text.replace(place, `127.0.0.1:${nodes[i]}`), block)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace(/ *ssl_certificate\S* .*\n/g, '')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const paths = temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n')
  return `daemon off; master_process off; pid ${folder}/pid; error_log stderr;
events { worker_connections 256; }
http { access_log off; ${paths}
${here}}
`
}

if (NGINX !== undefined) {
  onPostgresql((newUrl) => {
    const databaseUrl = newUrl()
    describe('three nodes behind nginx', () => {
      const folder = mkdtempSync(join(tmpdir(), 'poolhouse-rolling-'))
      const starts: (() => Promise<ServerProcess>)[] = []
      const nodes: ServerProcess[] = []
      let nginx: Program
      let client: CognitoIdentityProviderClient

      before(async () => {
        const ports = [await freePort(), await freePort(), await freePort()]
        for (const [n, port] of ports.entries()) {
          starts.push(() =>
            startServerProcess({
              dataDir: join(folder, `node-${n}`),
              databaseUrl,
              environment: {
                POOLHOUSE_PORT: `${port}`,
                POOLHOUSE_ROOT_KEY: Buffer.alloc(32, 7).toString('base64'),
                POOLHOUSE_TRUST_PROXY: '1',
                POOLHOUSE_SHUTDOWN_DELAY: '2s',
              },
            }),
          )
        }
        for (const start of starts) nodes.push(await start())
        const port = await freePort()
        mkdirSync(join(folder, 'nginx'))
        chmodSync(folder, 0o755)
        const file = join(folder, 'nginx.conf')
        writeFileSync(file, nginxConfiguration(join(folder, 'nginx'), port, ports))
        nginx = await startProgram(NGINX, ['-c', file, '-p', folder, '-e', 'stderr'], port)
        client = new CognitoIdentityProviderClient({
          endpoint: `http://127.0.0.1:${port}`,
          region: REGION,
          credentials: ROOT,
          maxAttempts: 1,
        })
      })
      after(async () => {
        client.destroy()
        await nginx.stop()
        for (const node of nodes) await node.stop()
        rmSync(folder, { recursive: true })
      })

      test('fail no request while each is restarted in turn, and run none twice', async (t) => {
        const pool = await newPoolFor(client)
        const load = startLoad(client, pool, 'user', 4)
        for (const [n, start] of starts.entries()) {
          await load.acknowledges(20)
          const stopping = nodes[n]?.stop()
          const { url } = nodes[n] ?? { url: '' }
          while ((await fetch(`${url}/ready`)).status !== 503); // the signal takes a moment
          assert.equal((await fetch(`${url}/health`)).headers.get('connection'), 'close')
          assert.equal(await stopping, 0)
          await load.acknowledges(20)
          nodes[n] = await start()
        }
        await load.acknowledges(20)
        await load.stop()
        assert.deepEqual(load.refused, [])
        assert.equal((await usernamesOf(client, pool)).size, load.acknowledged.length)
        t.diagnostic(
          `${load.acknowledged.length} requests answered during three restarts, none refused; ` +
            `the longest pause was ${Math.round(load.longestPause())} ms`,
        )
      })
    })
  })
}
