import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { CAPABILITIES } from '../../scripts/capabilities.ts'
import { README, withCapabilities } from '../../scripts/generate-readme.ts'
import { CLIENT_RULES } from '../../src/domain/without-effect/client-settings.ts'
import { DOMAIN_RULES } from '../../src/domain/without-effect/domain-settings.ts'
import { POOL_RULES } from '../../src/domain/without-effect/pool-settings.ts'
import { registry } from '../../src/operations/registry.ts'
import { root } from './source.ts'

const readme = readFileSync(join(root, README), 'utf8')

describe('README.md', () => {
  test('describes what is built as `npm run generate` derives it from the code', () => {
    assert.equal(readme, withCapabilities(readme))
  })

  test('describes it on its first screen', () => {
    const line = readme.split('\n').findIndex((text) => text.startsWith('**Not built yet**'))
    assert.ok(line > 0 && line < 24, `on line ${line + 1}`)
  })
})

test('no setting waits for a part that is built', () => {
  const built: readonly string[] = CAPABILITIES.map(({ name }) => name)
  const waiting = [...POOL_RULES, ...DOMAIN_RULES, ...CLIENT_RULES].map(({ part }) => part)
  assert.deepEqual(
    waiting.filter((part) => built.includes(part)),
    [],
  )
})

test('every operation belongs to one capability', () => {
  assert.deepEqual(CAPABILITIES.flatMap(({ operations }) => operations).sort(), Object.keys(registry).sort())
})
