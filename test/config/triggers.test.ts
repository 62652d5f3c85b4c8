import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, describe, test } from 'node:test'
import { assertModulesWanted } from '../../src/cli/serve/function-settings.ts'
import { ConfigError } from '../../src/config/config-error.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { problemsOf, resolved } from './resolved.ts'

describe('the functions of triggers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-config-'))
  after(() => rmSync(folder, { recursive: true }))

  test('are a map in the configuration file, in its order', async () => {
    const file = join(folder, 'config.yaml')
    writeFileSync(
      file,
      [
        'triggers:',
        '  arn:aws:lambda:us-east-1:123456789012:function:one:',
        '    url: http://localhost:9000/',
        '  two: { module: ./two.mjs }',
      ].join('\n'),
    )
    assert.deepEqual((await loadConfig({}, file)).config.triggers, [
      { name: 'arn:aws:lambda:us-east-1:123456789012:function:one', url: 'http://localhost:9000' },
      { name: 'two', module: resolve('two.mjs') },
    ])
  })

  test('have exactly one place each', () => {
    for (const triggers of [
      { one: {} },
      { one: { url: 'http://a', module: 'b' } },
      { one: { file: 'x' } },
      { one: 'http://a' },
      { 'a function': { url: 'http://a' } },
      ['one'],
    ]) {
      const [problem = ''] = problemsOf({ file: { triggers } })
      assert.match(problem, /^triggers in the configuration file must be functions by ARN or name/)
    }
    const withUser = problemsOf({ file: { triggers: { one: { url: 'http://u:p@a' } } } })
    assert.match(withUser[0] ?? '', /without query, fragment or user/)
  })

  test('elsewhere need an endpoint, and a key needs its secret', () => {
    assert.deepEqual(problemsOf({ flags: { lambdaAccessKeyId: 'A' } }), [
      'lambda-access-key-id and lambda-secret-access-key must be given together',
      'lambda-access-key-id needs lambda-endpoint-url',
    ])
    assert.deepEqual(problemsOf({ flags: { kmsAccessKeyId: 'A' } }), [
      'kms-access-key-id and kms-secret-access-key must be given together',
      'kms-access-key-id needs kms-endpoint-url',
    ])
  })

  test('in modules are refused beyond loopback unless they are allowed', () => {
    const triggers = [{ name: 'one', module: '/one.mjs' }]
    const config = { triggers, host: '0.0.0.0', allowTriggerModules: false }
    assert.throws(() => assertModulesWanted(config), ConfigError)
    assertModulesWanted({ ...config, host: '127.0.0.1' })
    assertModulesWanted({ ...config, allowTriggerModules: true })
    assertModulesWanted({ ...config, triggers: [{ name: 'one', url: 'http://a' }] })
    assert.equal(resolved().config.allowTriggerModules, false)
  })
})
