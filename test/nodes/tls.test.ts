import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openDatabase } from '../../src/storage/driver/open-database.ts'
import { selfSigned } from '../support/certificate.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'

describe('TLS to PostgreSQL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-tls-'))
  const { cert, key } = selfSigned('localhost')
  let server: PostgresServer

  before(async () => {
    writeFileSync(join(folder, 'ca.pem'), cert)
    writeFileSync(join(folder, 'other.pem'), selfSigned('localhost').cert)
    server = await startPostgres({ settings: ['ssl=on'], files: { 'server.crt': cert, 'server.key': key } })
  })
  after(async () => {
    await server.stop()
    rmSync(folder, { recursive: true })
  })

  /** Whether the server sees the connection as encrypted. */
  async function isEncrypted(host: string, parameters: Record<string, string>): Promise<boolean> {
    const url = new URL(server.url)
    url.hostname = host
    url.search = new URLSearchParams(parameters).toString()
    const database = await openDatabase({ url: url.href })
    try {
      const sql = 'select ssl as encrypted from pg_stat_ssl where pid = pg_backend_pid()'
      return (await database.first<{ encrypted: number }>(sql))?.encrypted === 1
    } finally {
      await database.close()
    }
  }

  const ca = join(folder, 'ca.pem')

  test('is used with the authority that the URL names, in every mode that verifies', async () => {
    for (const sslmode of ['prefer', 'require', 'verify-ca', 'verify-full']) {
      assert.equal(await isEncrypted('localhost', { sslmode, sslrootcert: ca }), true)
    }
    assert.equal(await isEncrypted('localhost', { sslrootcert: ca }), true)
  })

  test('can be used without verifying, or left out', async () => {
    assert.equal(await isEncrypted('127.0.0.1', { sslmode: 'no-verify' }), true)
    assert.equal(await isEncrypted('localhost', { sslmode: 'disable' }), false)
    assert.equal(await isEncrypted('localhost', {}), false)
  })

  for (const [what, host, parameters, reason] of [
    ['an authority that is unknown', 'localhost', { sslmode: 'require' }, /self-signed certificate/],
    ['another authority', 'localhost', { sslrootcert: join(folder, 'other.pem') }, /certificate/],
    ['another name', '127.0.0.1', { sslmode: 'require', sslrootcert: ca }, /does not match certificate's/],
    [
      'a file that is not there',
      'localhost',
      { sslrootcert: join(folder, 'none.pem') },
      /none\.pem: there is no such file/,
    ],
  ] as const) {
    test(`refuses ${what}, as an outage that says why`, async () => {
      await assert.rejects(isEncrypted(host, parameters), { name: 'DatabaseUnavailable', message: reason })
    })
  }

  test('refuses a mode that does not exist', async () => {
    await assert.rejects(isEncrypted('localhost', { sslmode: 'verify' }), TypeError)
  })

  test('refuses a server without TLS', async () => {
    const plain = await startPostgres()
    try {
      const database = await openDatabase({ url: `${plain.url}?sslmode=require` })
      await assert.rejects(database.ping(), {
        name: 'DatabaseUnavailable',
        message: /The server does not support SSL connections/,
      })
      await database.close()
    } finally {
      await plain.stop()
    }
  })
})
