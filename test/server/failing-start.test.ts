// The errors of the real command when it can't work: of the server in a process of its own, of others in this one.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { openSite, type Site } from '../cli/run-command.ts'
import { testServerUrl } from '../support/databases.ts'
import { freePort } from '../support/free-port.ts'

const HUSH = 'hush-hush'

const runs = (site: Site, ...args: string[]) => (args[0] === 'serve' ? site.run(...args) : site.here(...args))

describe('a command that cannot do its work', () => {
  const site = openSite([], { POOLHOUSE_PROT: '1' })

  async function said(...args: string[]): Promise<string> {
    const { code, stderr } = await runs(site, ...args)
    assert.equal(code, 1, stderr)
    assert.doesNotMatch(stderr, new RegExp(HUSH))
    assert.doesNotMatch(stderr, /^ +at /m)
    return stderr
  }

  test('names setting and host of a database that refuses the connection', async () => {
    const port = await freePort()
    for (const command of [['serve', '--port', '0'], ['migrate'], ['credentials', 'list']]) {
      for (const host of ['127.0.0.1', 'localhost']) {
        assert.match(
          await said(...command, '--database-url', `postgres://me:${HUSH}@${host}:${port}/pools`),
          new RegExp(
            `^poolhouse: database-url: no connection to PostgreSQL at ${host}:${port}: connection refused \\(ECONNREFUSED\\)$`,
            'm',
          ),
        )
      }
    }
  })

  test('names the setting of a file that is missing', async () => {
    const none = join(site.folder, 'none')
    const gone = 'there is no such file or folder (ENOENT)'
    assert.ok(
      (await said('serve', '--port', '0', '--seed', none)).includes(
        `seed-file ${none} can't be read: ${gone}`,
      ),
    )
    assert.ok(
      (await said('serve', '--config', none)).includes(`configuration file ${none} can't be read: ${gone}`),
    )
    assert.match(await said('serve', '--database-url-file', none), /--database-url-file: \S+ can't be read/)
    assert.match(
      await said('credentials', 'create', '--name', 'x', '--policy', none),
      /--policy \S+none can't be read/,
    )
    assert.match(
      await said('export', '--user-pool-id', 'us-east-1_abc', '--passphrase-file', none),
      /--passphrase-file/,
    )
  })

  test('names the file of a damaged database, and restore', async () => {
    mkdirSync(join(site.folder, 'data'), { recursive: true })
    writeFileSync(join(site.folder, 'data', 'poolhouse.sqlite'), randomBytes(8192))
    for (const command of [['serve', '--port', '0'], ['migrate'], ['backup', 'x'], ['keys', 'rotate-root']]) {
      assert.match(
        await said(...command),
        /^poolhouse: \S+poolhouse\.sqlite is damaged, or no database; put a backup in its place with `poolhouse restore`/m,
      )
    }
  })

  test('ends immediately if the data folder cannot be created', async () => {
    const folder = openSite(['--data-dir', '/proc/x'], {})
    const { code, stderr } = await folder.run('serve', '--port', '0')
    assert.equal(code, 1)
    assert.equal(
      stderr,
      "poolhouse: data-dir /proc/x can't be made: there is no such file or folder (ENOENT)\n",
    )
  })

  test('names the setting if the data folder is a file', async () => {
    const file = site.write('file', '')
    const folder = openSite(['--data-dir', file], {})
    for (const command of [['serve', '--port', '0'], ['audit'], ['keys', 'rotate-root']])
      assert.match(
        (await runs(folder, ...command)).stderr,
        new RegExp(`^poolhouse: .*${file}\\b`),
        command[0],
      )
    const { code, stderr } = await folder.run('serve', '--port', '0')
    assert.deepEqual([code, stderr], [1, `poolhouse: data-dir ${file} is not a folder\n`])
  })

  test('warns of a variable that is not a setting', async () => {
    assert.match(
      await said('migrate'),
      /^poolhouse: the variable POOLHOUSE_PROT is not a setting: did you mean POOLHOUSE_PORT\?$/m,
    )
    assert.match(
      await said('serve'),
      /"level":"warn".*the variable POOLHOUSE_PROT is not a setting: did you mean POOLHOUSE_PORT\?/,
    )
  })

  test('does not start to add users who are to sign in without a password', async () => {
    const { code, stderr } = await site.here(
      'populate',
      '--user-pool-id',
      'x',
      '--users',
      '1',
      '--sign-ins',
      '1',
    )
    assert.equal(code, 1)
    assert.match(stderr, /--sign-ins needs their password in the variable POOLHOUSE_POPULATE_PASSWORD/)
  })
})

const url = testServerUrl()
if (url !== undefined) {
  describe('a PostgreSQL that refuses the connection', () => {
    const site = openSite([], {})

    test('is named with the reason', async () => {
      const address = new URL(url)
      address.pathname = '/no-such-database'
      address.password = HUSH
      const { code, stderr } = await site.here('migrate', '--database-url', address.href)
      assert.equal(code, 1)
      assert.match(
        stderr,
        /^poolhouse: database-url: PostgreSQL at \S+:\d+ refuses the connection: .* \((3D000|28P01)\)$/m,
      )
      assert.doesNotMatch(stderr, new RegExp(HUSH))
    })
  })
}
