import assert from 'node:assert/strict'
import { createSecretKey, scryptSync } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import type { RootConfig } from '../../src/cli/data-folder/root-secrets.ts'
import { findRootSecrets } from '../../src/cli/data-folder/root-secrets.ts'
import { ConfigError } from '../../src/config/config-error.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import { openDatabase } from '../../src/storage/driver/open-database.ts'
import { prepareDatabase } from '../../src/storage/prepare-database.ts'

const GIVEN = { rootAccessKeyId: 'AKIAGIVEN', rootSecretAccessKey: 'a secret that was configured' }

describe('the root secrets', () => {
  let parent: string
  let folder: string
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'poolhouse-root-'))
    folder = join(parent, 'deep', 'data')
  })
  afterEach(() => rmSync(parent, { recursive: true }))

  async function find(config: Partial<RootConfig> = {}) {
    const standard = {
      dataDir: folder,
      host: '127.0.0.1',
      allowGeneratedRootKey: false,
      rootAccessKeyId: undefined,
      rootSecretAccessKey: undefined,
      rootKey: undefined,
      rootKeyFile: undefined,
      rootKeyPassphrase: undefined,
      databaseUrl: undefined,
      databaseDirectUrl: undefined,
      databasePrimaryUrl: undefined,
      databasePoolSize: 10,
      databaseStatementTimeout: 15_000,
    }
    const found = await findRootSecrets({ ...standard, ...config }, systemEntropy, 0)
    return { ...found, key: found.rootKey.export().toString('hex') }
  }

  test('are created at the first start, in files that only the owner may read', async () => {
    const { root, made, credentialsFile } = await find()
    assert.match(root.accessKeyId, /^AKIA[A-Z2-7]{16}$/)
    assert.match(root.secretAccessKey, /^[A-Za-z0-9+/]{40}$/)
    assert.deepEqual(made, ['root access key', 'root encryption key'])
    assert.equal(credentialsFile, join(folder, 'credentials'))
    assert.equal(statSync(folder).mode & 0o777, 0o700)
    assert.deepEqual(readdirSync(folder).sort(), ['credentials', 'root.key'])
    for (const name of readdirSync(folder)) assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600)
    assert.equal(readFileSync(join(folder, 'root.key')).length, 32)
  })

  test('stay the same at the next start', async () => {
    const [first, second] = [await find(), await find()]
    assert.deepEqual(second.root, first.root)
    assert.equal(second.key, first.key)
    assert.deepEqual(second.made, [])
  })

  test('are written as AWS clients read them, under two profiles', async () => {
    const { root } = await find()
    const keys = `aws_access_key_id = ${root.accessKeyId}\naws_secret_access_key = ${root.secretAccessKey}\n`
    assert.equal(
      readFileSync(join(folder, 'credentials'), 'utf8'),
      `[default]\n${keys}\n[poolhouse]\n${keys}`,
    )
  })

  test('are taken from the configuration first, and then nothing is written', async () => {
    const { root, made, credentialsFile } = await find({ ...GIVEN, rootKey: Buffer.alloc(32, 7) })
    assert.deepEqual(root, {
      accessKeyId: GIVEN.rootAccessKeyId,
      secretAccessKey: GIVEN.rootSecretAccessKey,
    })
    assert.deepEqual([made, credentialsFile], [[], undefined])
    assert.throws(() => statSync(folder), { code: 'ENOENT' })
  })

  test('do not derive the encryption key from a configured secret access key', async () => {
    const one = await find(GIVEN)
    const other = await find({ ...GIVEN, dataDir: join(parent, 'other') })
    assert.notEqual(other.key, one.key)
    assert.deepEqual(one.made, ['root encryption key'])
    assert.equal((await find({ ...GIVEN, rootSecretAccessKey: 'another secret' })).key, one.key)
  })

  test('derive the encryption key by scrypt from a passphrase that was set for that, so that nodes agree', async () => {
    const rootKeyPassphrase = 'thirty-two characters, at random'
    const stretched = scryptSync(rootKeyPassphrase, 'poolhouse root key 2', 32, {
      N: 131_072,
      r: 8,
      p: 1,
      maxmem: 2 ** 28,
    })
    const { key, made } = await find({ ...GIVEN, rootKeyPassphrase })
    assert.equal(key, stretched.toString('hex'))
    assert.deepEqual(made, [])
    assert.throws(() => statSync(folder), { code: 'ENOENT' })
  })

  test('keep the encryption key of the data folder when an access key is configured later', async () => {
    assert.equal((await find()).key, (await find(GIVEN)).key)
  })

  test('take a configured encryption key before that of the data folder', async () => {
    await find()
    assert.equal((await find({ rootKey: Buffer.alloc(32, 7) })).key, '07'.repeat(32))
  })

  test('are not created for a host that others can reach, and then nothing is written', async () => {
    for (const host of ['0.0.0.0', '::', '192.0.2.1', 'auth.example.com', '127.0.0.1.example.com']) {
      await assert.rejects(find({ host }), ConfigError, host)
    }
    assert.throws(() => statSync(folder), { code: 'ENOENT' })
    for (const host of ['localhost', '127.1.2.3', '::1']) await assert.doesNotReject(find({ host }), host)
  })

  test('are created for such a host if that was allowed', async () => {
    assert.equal((await find({ host: '0.0.0.0', allowGeneratedRootKey: true })).made.length, 2)
  })

  test('serve such a host if they were created at an earlier start, or configured', async () => {
    await assert.doesNotReject(find({ ...GIVEN, host: '0.0.0.0' }))
    await find()
    await assert.doesNotReject(find({ host: '0.0.0.0' }))
  })

  test('do not replace a damaged file', async () => {
    await find()
    writeFileSync(join(folder, 'credentials'), '[default]\n')
    await assert.rejects(find(), ConfigError)
    rmSync(join(folder, 'credentials'))
    writeFileSync(join(folder, 'root.key'), 'short')
    await assert.rejects(find(), ConfigError)
  })

  test('include no encryption key next to a database that has secrets, whatever else is configured', async () => {
    await find()
    const database = await openDatabase({ file: join(folder, 'poolhouse.sqlite') })
    await prepareDatabase(database, createSecretKey(readFileSync(join(folder, 'root.key'))), systemEntropy, 0)
    await database.close()
    rmSync(join(folder, 'root.key'))
    const before = readdirSync(folder).sort()
    for (const config of [{}, GIVEN]) {
      await assert.rejects(find(config), (error: unknown) => {
        assert.ok(error instanceof ConfigError)
        assert.match(
          error.message,
          /is missing: .* has no root\.key, and none is configured\. Give the key with/,
        )
        return true
      })
      assert.deepEqual(readdirSync(folder).sort(), before)
    }
    assert.equal((await find({ rootKey: Buffer.alloc(32, 7) })).key, '07'.repeat(32))
  })
})
