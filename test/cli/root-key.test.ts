import assert from 'node:assert/strict'
import { hkdfSync } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import {
  CreateUserPoolClientCommand,
  DescribeUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { KEEP_THE_ROOT_KEY } from '../../src/cli/data-folder/root-key-fault.ts'
import { textOf } from '../architecture/file-rules.ts'
import { onPostgresql } from '../support/databases.ts'
import { ROOT } from '../support/poolhouse.ts'
import { newPool } from '../support/pools.ts'
import { openSite, type Site } from './run-command.ts'

const PASSPHRASE = 'a passphrase of more than thirty-two characters'
const inData = (site: Site, ...names: string[]) => join(site.folder, 'data', ...names)

/** Runs a server on the site until it has created a client with a secret. Returns a function that reads the secret. */
async function withSecret(site: Site) {
  const url = await site.serve()
  const owner = site.client(url)
  const UserPoolId = await newPool(owner)
  const made = await owner.send(
    new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'client', GenerateSecret: true }),
  )
  const { ClientId, ClientSecret } = made.UserPoolClient ?? {}
  assert.ok(ClientSecret)
  await site.end()
  return async (reader: Site = site) => {
    const client = reader.client(await reader.serve())
    const { UserPoolClient } = await client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }))
    await reader.end()
    assert.equal(UserPoolClient?.ClientSecret, ClientSecret)
  }
}

describe('a server that was started without its variables', () => {
  const site = openSite([], { POOLHOUSE_ROOT_KEY: Buffer.alloc(32, 5).toString('base64') })
  const bare = openSite([], {})
  let readBack: Awaited<ReturnType<typeof withSecret>>
  before(async () => {
    readBack = await withSecret(site)
    cpSync(inData(site), inData(bare), { recursive: true })
  })

  test('creates no root key next to the database, and says which one is missing', async () => {
    for (const command of [
      ['serve', '--port', '0'],
      ['credentials', 'list'],
      ['backup', 'file'],
    ]) {
      const { code, stderr } = await bare.run(...command)
      assert.equal(code, 1)
      assert.match(
        stderr,
        /^poolhouse: the secrets in .*poolhouse\.sqlite are sealed under a root encryption key that is missing: .*data has no root\.key, and none is configured\. Give the key/,
      )
    }
    assert.equal(existsSync(inData(bare, 'root.key')), false)
  })

  test('works again with its key, in a file just as in a variable', async () => {
    await readBack()
    writeFileSync(inData(bare, 'root.key'), Buffer.alloc(32, 5))
    await readBack(bare)
  })

  test('names the right key if that is there, and a wrong one configured', async () => {
    writeFileSync(inData(site, 'root.key'), Buffer.alloc(32, 5))
    const { stderr } = await site.run(
      'serve',
      '--port',
      '0',
      '--root-key-file',
      site.write('k', Buffer.alloc(32, 6)),
    )
    assert.match(stderr, /root-key and root-key-file must not be given together/)
    const wrong = await bare.run(
      'serve',
      '--port',
      '0',
      '--root-key-file',
      bare.write('k', Buffer.alloc(32, 6)),
    )
    assert.equal(wrong.code, 1)
    assert.match(
      wrong.stderr,
      /the root encryption key of .* is .*root\.key, and not .*k: no longer configure the other one/,
    )
  })
})

describe('a database that an early version made, with a key derived from the root secret', () => {
  const derived = Buffer.from(hkdfSync('sha256', ROOT.secretAccessKey, '', 'poolhouse root key 1', 32))
  const early = openSite([], { POOLHOUSE_ROOT_KEY: derived.toString('base64') })
  const site = openSite([], {})
  const later = openSite([], { POOLHOUSE_ROOT_SECRET_ACCESS_KEY: 'another-root-secret-access-key' })
  let readBack: Awaited<ReturnType<typeof withSecret>>
  before(async () => {
    readBack = await withSecret(early)
    cpSync(inData(early), inData(site), { recursive: true })
  })

  test('is not served, and the way out is named, even if a wrong root.key is next to it', async () => {
    for (const planted of [undefined, Buffer.alloc(32, 9)]) {
      if (planted) writeFileSync(inData(site, 'root.key'), planted)
      const { code, stderr } = await site.run('serve', '--port', '0')
      assert.equal(code, 1)
      assert.match(
        stderr,
        /derived from the root secret access key.* run `poolhouse keys rotate-root` with this configuration/,
      )
    }
  })

  test('can be backed up and restored before', async () => {
    await site.printed('backup', join(site.folder, 'backup'))
    assert.match(
      await site.printed('restore', join(site.folder, 'backup')),
      /Before you start a server: .*rotate-root/,
    )
  })

  test('is served after a rotation, whatever the root secret is afterwards', async () => {
    const { code, stdout, stderr } = await site.run('keys', 'rotate-root')
    assert.equal(code, 0, stderr)
    assert.match(
      stdout,
      /^Sealed (1 value|\d+ values) under the new root encryption key\nIt is in .*root\.key, which every node/,
    )
    assert.ok(stdout.includes(KEEP_THE_ROOT_KEY))
    assert.match(stderr, /client_secrets\.sealed_value: 1 encrypted again/)
    await readBack(site)
    cpSync(inData(site), inData(later), { recursive: true })
    const url = await later.serve()
    assert.equal((await fetch(`${url}/ready`)).status, 200)
  })
})

describe('a rotation of the root key', () => {
  const site = openSite([], {})
  const file = join(site.folder, 'new.key')
  const configured = openSite(['--root-key-file', file], {})
  let readBack: Awaited<ReturnType<typeof withSecret>>
  const former = () => readdirSync(inData(site)).filter((name) => name.startsWith('root.key.before-'))
  before(async () => {
    readBack = await withSecret(site)
  })

  test('is refused while a server runs, which continues', async () => {
    const url = await site.serve()
    const { code, stderr } = await site.run('keys', 'rotate-root')
    assert.equal(code, 1)
    assert.match(stderr, /a server \(or another command\) uses the database: stop all of them first/)
    assert.equal((await fetch(`${url}/ready`)).status, 200)
    await site.end()
    await readBack()
  })

  test('sets the former key aside, and an earlier backup names it', async () => {
    const backup = join(site.folder, 'backup')
    await site.printed('backup', backup)
    const before = readFileSync(inData(site, 'root.key'))
    await site.printed('keys', 'rotate-root')
    assert.equal(former().length, 1)
    assert.deepEqual(readFileSync(inData(site, former()[0] ?? '')), before)
    assert.notDeepEqual(readFileSync(inData(site, 'root.key')), before)
    await readBack()
    const { code, stderr } = await site.run('restore', backup)
    assert.equal(code, 1)
    assert.match(
      stderr,
      /can't be restored yet: .* is in .*root\.key\.before-\w+: rename .* and copy that file into its place/,
    )
    await readBack()
  })

  test('can be interrupted before its last step', async () => {
    renameSync(inData(site, 'root.key'), inData(site, 'root.key.next'))
    writeFileSync(inData(site, 'root.key'), Buffer.alloc(32, 1))
    assert.match(
      (await site.run('serve', '--port', '0')).stderr,
      /run `poolhouse keys rotate-root` once more/,
    )
    await site.printed('keys', 'rotate-root')
    await readBack()
  })

  test('changes to a key in a separate file, which then has to be configured', async () => {
    assert.match(
      await site.printed('keys', 'rotate-root', '--new-key-file', file),
      /configure it on every node/,
    )
    assert.match(readFileSync(file, 'latin1'), /^[A-Za-z0-9+/]{43}=\n$/)
    assert.match((await site.run('serve', '--port', '0')).stderr, /is missing/)
    cpSync(inData(site), inData(configured), { recursive: true })
    await readBack(configured)
    const again = await configured.run('keys', 'rotate-root')
    assert.match(
      again.stderr,
      /name the file of the new key with --new-key-file <file>; it is created if it does not exist/,
    )
    const same = await configured.run('keys', 'rotate-root', '--new-key-file', file)
    assert.match(same.stderr, /holds the present root encryption key/)
  })
})

onPostgresql((newUrl) => {
  describe('a rotation of the root key', () => {
    const database = ['--database-url', newUrl()]
    const site = openSite(database, { POOLHOUSE_ROOT_KEY: Buffer.alloc(32, 7).toString('base64') })
    const bare = openSite(database, {})
    const file = join(site.folder, 'new.key')
    const renewed = openSite([...database, '--root-key-file', file], {})

    test('is refused while a node runs, and then needs the new key on all of them', async () => {
      const readBack = await withSecret(site)
      await site.serve('--workers', '2')
      const refused = await site.run('keys', 'rotate-root', '--new-key-file', file)
      assert.match(
        refused.stderr,
        /a server \(or another command\) uses the database: stop all of them first/,
      )
      await readBack() // which ends both
      assert.match(
        (await site.run('keys', 'rotate-root')).stderr,
        /name the file of the new key with --new-key-file <file>/,
      )
      await site.printed('keys', 'rotate-root', '--new-key-file', file)
      await readBack(renewed)
      const { code, stderr } = await site.run('serve', '--port', '0')
      assert.equal(code, 1)
      assert.match(
        stderr,
        /the secrets in the database are sealed under another root encryption key than that of the setting root-key/,
      )
    })

    test('keeps nodes without a key from making one', async () => {
      const { code, stderr } = await bare.run('serve', '--port', '0')
      assert.equal(code, 1)
      assert.match(stderr, /is missing: .* has no root\.key, and none is configured/)
      assert.equal(existsSync(inData(bare, 'root.key')), false)
    })
  })
})

describe('a passphrase as root key', () => {
  const site = openSite([], { POOLHOUSE_ROOT_KEY_PASSPHRASE: PASSPHRASE })
  const node = openSite([], { POOLHOUSE_ROOT_KEY_PASSPHRASE: PASSPHRASE })
  const short = openSite([], { POOLHOUSE_ROOT_KEY_PASSPHRASE: PASSPHRASE.slice(0, 31) })

  test('serves on every node that has it, and no key is kept', async () => {
    const readBack = await withSecret(site)
    assert.equal(existsSync(inData(site, 'root.key')), false)
    cpSync(inData(site), inData(node), { recursive: true })
    await readBack(node)
  })

  test('is refused if it is short', async () => {
    const { code, stderr } = await short.run('serve', '--port', '0')
    assert.equal(code, 1)
    assert.match(stderr, /^poolhouse: POOLHOUSE_ROOT_KEY_PASSPHRASE must be 32 to 1024 characters/)
    assert.equal(stderr.includes(PASSPHRASE.slice(0, 9)), false)
  })
})

describe('the storage of the root key', () => {
  test('is described alike in all documents', () => {
    for (const path of ['README.md', 'docs/guides/backup.md', 'docs/guides/credentials.md']) {
      assert.ok(textOf(path).replaceAll(/\s+/g, ' ').includes(KEEP_THE_ROOT_KEY), path)
    }
  })
})
