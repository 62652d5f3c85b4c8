import assert from 'node:assert/strict'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { CreateUserPoolCommand, DescribeUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider'
import { openSite } from '../cli/run-command.ts'
import { inviteUser, newPool } from '../support/pools.ts'

describe('a backup', () => {
  const site = openSite([], {})
  const other = openSite([], {})
  const stranger = openSite([], {})
  const file = join(site.folder, 'backup.sqlite')
  const made: string[] = []
  let userPoolId: string

  before(async () => {
    const owner = site.client(await site.serve())
    userPoolId = await newPool(owner)
    await inviteUser(owner, userPoolId, 'before')
    let isWriting = true
    const writing = (async () => {
      while (isWriting) {
        const { UserPool } = await owner.send(new CreateUserPoolCommand({ PoolName: 'meanwhile' }))
        made.push(UserPool?.Id ?? '')
      }
    })()
    while (made.length < 5) await new Promise((resolve) => setTimeout(resolve, 5))
    const answered = made.slice()
    await site.printed('backup', file)
    isWriting = false
    await writing
    made.length = answered.length
  })

  test('is a single file that only its owner can read', () => {
    assert.equal(statSync(file).mode & 0o777, 0o600)
    const beside = readdirSync(site.folder).filter((name) => name.startsWith('backup.sqlite'))
    assert.deepEqual(beside, ['backup.sqlite'])
  })

  test('does not overwrite a file', async () => {
    assert.match((await site.here('backup', file)).stderr, /exists already; name a new file/)
  })

  test('does not replace a database that a server uses', async () => {
    const { code, stderr } = await site.run('restore', file)
    assert.equal(code, 1)
    assert.match(stderr, /a server \(or another command\) uses .*poolhouse\.sqlite: stop it first/)
  })

  test('is refused without its root key, or with another, which could open nothing in it', async () => {
    const { code, stderr } = await stranger.here('restore', file)
    assert.equal(code, 1)
    assert.match(
      stderr,
      /can't be restored yet: the secrets in \S+backup\S* are .* is missing: .* has no root\.key, and none is configured/,
    )
    assert.equal(readdirSync(join(stranger.folder, 'data')).length, 0)
    stranger.write('data/root.key', Buffer.alloc(32, 3))
    assert.match(
      (await stranger.here('restore', file)).stderr,
      /under another root encryption key than that of .*root\.key/,
    )
    assert.deepEqual(readdirSync(join(stranger.folder, 'data')), ['root.key'])
  })

  test('is not made with another root key at hand, since that would be kept with it', async () => {
    const key = join(site.folder, 'data', 'root.key')
    renameSync(key, `${key}.elsewhere`)
    for (const content of [undefined, Buffer.alloc(32, 3)]) {
      if (content) writeFileSync(key, content)
      const { code, stderr } = await site.here('backup', join(site.folder, 'wrong'))
      assert.equal(code, 1)
      assert.match(
        stderr,
        /Give the key with which the database was made: put root\.key into the data folder/,
      )
    }
    assert.equal(existsSync(join(site.folder, 'wrong')), false)
    renameSync(`${key}.elsewhere`, key)
  })

  test('is refused if it is damaged, or no backup', async () => {
    const bytes = readFileSync(file)
    mkdirSync(join(other.folder, 'data'))
    copyFileSync(join(site.folder, 'data', 'root.key'), join(other.folder, 'data', 'root.key'))
    const short = other.write('short', '')
    for (const [content, why] of [
      [bytes.subarray(0, bytes.length / 2), /short is damaged/],
      [Buffer.from('no database at all'), /short is damaged/],
      [Buffer.alloc(0), /short is a database, but not one that `poolhouse backup` wrote/],
    ] as const) {
      writeFileSync(short, content)
      const { code, stderr } = await other.here('restore', short)
      assert.equal(code, 1)
      assert.match(stderr, why)
    }
    assert.match((await other.here('restore', 'nowhere')).stderr, /there is no .*nowhere/)
  })

  test('contains everything that was acknowledged when it began', async () => {
    await other.printed('restore', file)
    const owner = other.client(await other.serve())
    for (const UserPoolId of [userPoolId, ...made]) {
      assert.ok((await owner.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool)
    }
  })
})

describe('a restored database', () => {
  const site = openSite([], {})
  const file = join(site.folder, 'backup.sqlite')

  test('replaces the former database, which is kept next to it', async () => {
    await site.printed('migrate')
    await site.printed('backup', file)
    assert.match(
      await site.printed('restore', file),
      /The previous database is now .*poolhouse\.sqlite\.before-/,
    )
    const files = readdirSync(join(site.folder, 'data')).map((name) => name.replace(/-\d.*$/, ''))
    assert.deepEqual(files.sort(), ['poolhouse.sqlite', 'poolhouse.sqlite.before'])
    assert.match(await site.printed('migrate'), /up to date/)
  })

  test('replaces a damaged database, which is kept next to it too', async () => {
    const database = join(site.folder, 'data', 'poolhouse.sqlite')
    writeFileSync(database, 'no database at all')
    writeFileSync(`${database}-wal`, 'what is left of its log')
    assert.match(
      (await site.run('migrate')).stderr,
      /poolhouse\.sqlite is damaged, or no database; .*`poolhouse restore`/,
    )
    const [, former = ''] =
      /The previous database is now (\S+)/.exec(await site.printed('restore', file)) ?? []
    assert.equal(readFileSync(former, 'utf8'), 'no database at all')
    assert.equal(existsSync(`${database}-wal`), false)
    assert.match(await site.printed('migrate'), /up to date/)
  })
})

describe('backups of PostgreSQL', () => {
  const site = openSite(['--database-url', 'postgres://localhost/poolhouse'], {})

  test('are left to its own programs', async () => {
    mkdirSync(join(site.folder, 'data'), { recursive: true })
    assert.match(
      (await site.here('backup', 'file')).stderr,
      /the database is PostgreSQL: back it up with pg_dump/,
    )
    assert.match(
      (await site.here('restore', 'file')).stderr,
      /the database is PostgreSQL: restore it with pg_restore/,
    )
  })
})
