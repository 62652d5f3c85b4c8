import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, describe, test } from 'node:test'
import { loadConfig } from '../../src/config/load-config.ts'
import { problemsOf, resolved } from './resolved.ts'

describe('the certificates of domains', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-config-'))
  after(() => rmSync(folder, { recursive: true }))

  test('are a map in the configuration file', async () => {
    const file = join(folder, 'config.yaml')
    writeFileSync(
      file,
      [
        'tls-cert-file: own.pem',
        'tls-key-file: own.key',
        'domains:',
        '  login.shop.example: { cert-file: shop.pem, key-file: shop.key }',
        '  "*.auth.us-east-1.id.example": { cert-file: star.pem, key-file: star.key }',
      ].join('\n'),
    )
    assert.deepEqual((await loadConfig({}, file)).config.domains, [
      { name: 'login.shop.example', tlsCertFile: resolve('shop.pem'), tlsKeyFile: resolve('shop.key') },
      {
        name: '*.auth.us-east-1.id.example',
        tlsCertFile: resolve('star.pem'),
        tlsKeyFile: resolve('star.key'),
      },
    ])
  })

  const environmentOf = (domains: unknown) => ({ POOLHOUSE_DOMAINS: JSON.stringify(domains) })
  const given = (domains: unknown) => problemsOf({ environment: environmentOf(domains) })

  test('have a name and two files each', () => {
    const files = { 'cert-file': 'a', 'key-file': 'b' }
    for (const domains of [
      { 'a.example': {} },
      { 'a.example': { 'cert-file': 'a' } },
      { 'a.example': { ...files, other: 'c' } },
      { 'a.example': { ...files, 'key-file': 7 } },
      { 'A.example': files },
      { 'a*.example': files },
      { 'a..example': files },
      { 'https://a.example': files },
      { 'a.example': 'a' },
      ['a.example'],
    ]) {
      const [problem, ...others] = given(domains)
      assert.match(
        problem ?? '',
        /^POOLHOUSE_DOMAINS must be certificates by host name, each with cert-file and key-file/,
      )
      assert.deepEqual(others, [])
    }
  })

  test('need a certificate of the server itself', () => {
    const domains = { 'a.example': { 'cert-file': 'a', 'key-file': 'b' } }
    assert.deepEqual(given(domains), ['domains needs tls-cert-file and tls-key-file'])
    const files = { POOLHOUSE_TLS_CERT_FILE: 'a', POOLHOUSE_TLS_KEY_FILE: 'b' }
    const { config } = resolved({ environment: { ...environmentOf(domains), ...files } })
    assert.equal(config.domains?.length, 1)
  })
})
