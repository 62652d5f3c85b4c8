// compose.yaml: its settings are the server's, and its secrets those of the guide.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parse } from 'yaml'
import { unknownVariables } from '../../src/config/unknown-variables.ts'
import { root } from '../architecture/source.ts'

const text = (name: string) => readFileSync(join(root, name), 'utf8')

describe('compose.yaml', () => {
  const { services, secrets } = parse(text('compose.yaml'))
  const { environment } = services.poolhouse

  test('has settings that the server knows', () => {
    assert.deepEqual(unknownVariables(environment), [])
    assert.equal(environment.POOLHOUSE_PUBLIC_URL, 'http://localhost:7665')
  })

  test('reads each secret from a file that the guide creates', () => {
    const read = Object.entries(environment).flatMap(([name, it]) =>
      name.endsWith('_FILE') ? [`${it}`.replace('/run/secrets/', '')] : [],
    )
    assert.deepEqual(read.sort(), [...services.poolhouse.secrets].sort())
    const created = [...text('docs/guides/containers.md').matchAll(/> secrets\/(\S+)/g)].map(
      ([, name]) => name,
    )
    assert.deepEqual(created.sort(), Object.keys(secrets).sort())
  })

  test('lets the server reach the other services by their names', () => {
    assert.ok(services[new URL(environment.POOLHOUSE_SMTP_URL).hostname])
    assert.match(text('docs/guides/containers.md'), /postgres:\/\/poolhouse:%s@database\/poolhouse/)
    assert.ok(services.database)
  })
})
