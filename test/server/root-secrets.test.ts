import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import type { RootConfig } from '../../src/cli/root-secrets.ts'
import { findRootSecrets } from '../../src/cli/root-secrets.ts'
import { ConfigError } from '../../src/config/config-error.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'

const GIVEN = { rootAccessKeyId: 'AKIAGIVEN', rootSecretAccessKey: 'a secret that was configured' }

describe('the root secrets', () => {
  let parent: string
  let folder: string
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'poolhouse-root-'))
    folder = join(parent, 'deep', 'data')
  })
  afterEach(() => rmSync(parent, { recursive: true }))

  function find(config: Partial<RootConfig> = {}) {
    const standard = {
      dataDir: folder,
      host: '127.0.0.1',
      allowGeneratedRootKey: false,
      rootAccessKeyId: undefined,
      rootSecretAccessKey: undefined,
      rootKey: undefined,
      rootKeyFile: undefined,
    }
    const found = findRootSecrets({ ...standard, ...config }, systemEntropy, 0)
    return { ...found, key: found.rootKey.export().toString('hex') }
  }

  it('are made up at the first start, in files that only the owner may read', () => {
    const { root, made, credentialsFile } = find()
    assert.match(root.accessKeyId, /^AKIA[A-Z2-7]{16}$/)
    assert.match(root.secretAccessKey, /^[A-Za-z0-9+/]{40}$/)
    assert.deepEqual(made, ['root access key', 'root encryption key'])
    assert.equal(credentialsFile, join(folder, 'credentials'))
    assert.equal(statSync(folder).mode & 0o777, 0o700)
    assert.deepEqual(readdirSync(folder).sort(), ['credentials', 'root.key'])
    for (const name of readdirSync(folder)) assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600)
    assert.equal(readFileSync(join(folder, 'root.key')).length, 32)
  })

  it('stay the same at the next start', () => {
    const [first, second] = [find(), find()]
    assert.deepEqual(second.root, first.root)
    assert.equal(second.key, first.key)
    assert.deepEqual(second.made, [])
  })

  it('are written as AWS clients read them, under two profiles', () => {
    const { root } = find()
    const keys = `aws_access_key_id = ${root.accessKeyId}\naws_secret_access_key = ${root.secretAccessKey}\n`
    assert.equal(
      readFileSync(join(folder, 'credentials'), 'utf8'),
      `[default]\n${keys}\n[poolhouse]\n${keys}`,
    )
  })

  it('are taken from the configuration first, and then nothing is written', () => {
    const { root, made, credentialsFile } = find({ ...GIVEN, rootKey: Buffer.alloc(32, 7) })
    assert.deepEqual(root, {
      accessKeyId: GIVEN.rootAccessKeyId,
      secretAccessKey: GIVEN.rootSecretAccessKey,
    })
    assert.deepEqual([made, credentialsFile], [[], undefined])
    assert.throws(() => statSync(folder), { code: 'ENOENT' })
  })

  it('derive the encryption key from a configured secret, so that nodes agree', () => {
    const one = find(GIVEN)
    const other = find({ ...GIVEN, dataDir: join(parent, 'other') })
    assert.equal(other.key, one.key)
    assert.notEqual(find({ ...GIVEN, rootSecretAccessKey: 'another secret' }).key, one.key)
    assert.deepEqual(one.made, [])
  })

  it('keep the encryption key of the data folder when an access key is configured later', () => {
    assert.equal(find().key, find(GIVEN).key)
  })

  it('take a configured encryption key before that of the data folder', () => {
    find()
    assert.equal(find({ rootKey: Buffer.alloc(32, 7) }).key, '07'.repeat(32))
  })

  it('read an encryption key from a file, bare or in base64', () => {
    const rootKeyFile = join(parent, 'key')
    writeFileSync(rootKeyFile, Buffer.alloc(32, 7))
    assert.equal(find({ rootKeyFile }).key, '07'.repeat(32))
    writeFileSync(rootKeyFile, `${Buffer.alloc(32, 7).toString('base64')}\n`)
    assert.equal(find({ rootKeyFile }).key, '07'.repeat(32))
    writeFileSync(rootKeyFile, 'short')
    assert.throws(() => find({ rootKeyFile }), ConfigError)
    assert.throws(() => find({ rootKeyFile: join(parent, 'none') }), ConfigError)
  })

  it('are not made up for a host that others can reach, and then nothing is written', () => {
    for (const host of ['0.0.0.0', '::', '192.0.2.1', 'auth.example.com', '127.0.0.1.example.com']) {
      assert.throws(() => find({ host }), ConfigError, host)
    }
    assert.throws(() => statSync(folder), { code: 'ENOENT' })
    for (const host of ['localhost', '127.1.2.3', '::1']) assert.doesNotThrow(() => find({ host }), host)
  })

  it('are made up for such a host if that was allowed', () => {
    assert.equal(find({ host: '0.0.0.0', allowGeneratedRootKey: true }).made.length, 2)
  })

  it('serve such a host when they were made up at an earlier start, or configured', () => {
    assert.doesNotThrow(() => find({ ...GIVEN, host: '0.0.0.0' }))
    find()
    assert.doesNotThrow(() => find({ host: '0.0.0.0' }))
  })

  it('are not made up anew over a damaged file', () => {
    find()
    writeFileSync(join(folder, 'credentials'), '[default]\n')
    assert.throws(() => find(), ConfigError)
    rmSync(join(folder, 'credentials'))
    writeFileSync(join(folder, 'root.key'), 'short')
    assert.throws(() => find(), ConfigError)
  })
})
