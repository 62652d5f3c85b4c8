// What docs/operating/incidents.md says of a server in trouble, seen at servers in such trouble.
import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import {
  AdminGetUserCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider'
import { packageFile } from '../../src/kernel/package-file.ts'
import { openSite, untilMatch } from '../cli/run-command.ts'
import { selfSigned } from '../support/certificate.ts'
import { ROOT } from '../support/poolhouse.ts'
import { inviteUser, newPool } from '../support/pools.ts'
import { blocksFor, pageText } from './book.ts'

const PAGE = 'incidents.md'

describe('an incident', () => {
  const site = openSite([], {})

  test('a certificate that has expired', async () => {
    const { cert, key } = selfSigned('localhost', [], -1000)
    const files = [
      '--tls-cert-file',
      site.write('cert.pem', cert),
      '--tls-key-file',
      site.write('key.pem', key),
    ]
    const started = site.start('serve', '--port', '0', ...files)
    const [, port] = await untilMatch(started, /ready at https:\/\/localhost:(\d+)\n/)
    for (const { code } of blocksFor(PAGE, 'a certificate that has expired')) {
      const env = { PATH: process.env.PATH, URL: `https://127.0.0.1:${port}` }
      const stdout = await new Promise<string>((resolve, reject) =>
        execFile('sh', ['-euc', code], { env, timeout: 30_000 }, (error, out) =>
          error ? reject(error) : resolve(out),
        ),
      )
      const [, end = ''] = /^notAfter=(.*)$/m.exec(stdout) ?? []
      assert.ok(Date.parse(end) < Date.now(), stdout)
    }
    assert.match(started.output.stderr, /A certificate has expired/)
    started.child.kill('SIGTERM')
    await started.ended
  })

  /** As root, the data folder is a small file system of its own, which only the server and `nsenter` see. */
  const SMALL = 'mount -t tmpfs -o size=8m tmpfs "$1"; shift; exec "$@"'
  const enclosed = (folder: string, ...command: string[]) =>
    [
      'unshare',
      ['--mount', '--propagation', 'private', 'sh', '-euc', SMALL, 'sh', folder, ...command],
    ] as const
  if (process.getuid?.() === 0 && spawnSync(...enclosed(site.folder, 'true')).status === 0) {
    describe('the embedded database is full', () => {
      const data = join(site.folder, 'small')
      let server: ChildProcess | undefined
      after(() => server?.kill('SIGKILL'))

      async function serve() {
        mkdirSync(data)
        const child = spawn(
          ...enclosed(data, process.execPath, packageFile('dist/bundle/main.js'), 'serve', '--port', '0'),
          {
            env: {
              PATH: process.env.PATH,
              POOLHOUSE_DATA_DIR: data,
              POOLHOUSE_ROOT_ACCESS_KEY_ID: ROOT.accessKeyId,
              POOLHOUSE_ROOT_SECRET_ACCESS_KEY: ROOT.secretAccessKey,
            },
            stdio: ['ignore', 'pipe', 'pipe'],
          },
        )
        server = child
        const output = { stdout: '', stderr: '' }
        child.stdout.on('data', (chunk) => {
          output.stdout += chunk
        })
        child.stderr.on('data', (chunk) => {
          output.stderr += chunk
        })
        const ended = once(child, 'close').then(([code]) => ({ code, ...output }))
        const [, url = ''] = await untilMatch({ child, output, ended }, /ready at (\S+)\n/)
        return { output, url, ended }
      }

      /** Runs a command where the server's files are. */
      const beside = (...command: string[]) =>
        spawnSync('nsenter', ['--target', `${server?.pid}`, '--mount', ...command], { encoding: 'utf8' })

      test('fails to change anything, says why, and goes on when there is room', async () => {
        const { output, url, ended } = await serve()
        const client = site.client(url)
        const UserPoolId = await newPool(client)
        await inviteUser(client, UserPoolId, 'before')
        beside('dd', 'if=/dev/zero', `of=${join(data, 'other')}`, 'bs=4096')

        const acknowledged = await inviteUntilItFails(client, UserPoolId)
        const reason = 'database or disk is full'
        assert.ok(pageText(PAGE).includes(reason))
        const line =
          output.stderr.split('\n').find((it) => it.includes('A request failed unexpectedly')) ?? '{}'
        assert.ok(JSON.parse(line).reason?.startsWith(reason), line)
        for (const path of ['health', 'ready']) assert.equal((await fetch(`${url}/${path}`)).status, 200)
        await client.send(new AdminGetUserCommand({ UserPoolId, Username: 'before' }))

        assert.equal(beside('rm', join(data, 'other')).status, 0)
        await inviteUser(client, UserPoolId, 'after')
        for (const Username of ['before', ...acknowledged]) {
          await client.send(new AdminGetUserCommand({ UserPoolId, Username }))
        }
        server?.kill('SIGTERM')
        assert.equal((await ended).code, 0)
      })
    })
  }
})

/** What is free in files that are there already is used up first. Returns the users that were created. */
async function inviteUntilItFails(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
): Promise<string[]> {
  const acknowledged: string[] = []
  for (;;) {
    const name = `user-${acknowledged.length}`
    try {
      await inviteUser(client, UserPoolId, name)
    } catch (error) {
      assert.equal((error as Error).name, 'InternalErrorException')
      return acknowledged
    }
    acknowledged.push(name)
  }
}
