import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { ConfigError } from '../../src/config/config-error.ts'
import { loadConfig } from '../../src/config/load-config.ts'

describe('the configuration file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-config-'))
  after(() => rmSync(folder, { recursive: true }))

  function file(content: string): string {
    const path = join(folder, 'config.yaml')
    writeFileSync(path, content)
    return path
  }

  test('may be YAML', async () => {
    const path = file(
      '# a comment\nport: 7000\nallow-generated-root-key: on\nregions:\n  - us-east-1\n  - eu-west-1\n',
    )
    const { config } = await loadConfig({}, path)
    assert.equal(config.port, 7000)
    assert.equal(config.allowGeneratedRootKey, true)
    assert.deepEqual(config.regions, ['us-east-1', 'eu-west-1'])
  })

  test('may be JSON', async () => {
    const { config } = await loadConfig({}, file('{"port": 7000, "allow-generated-root-key": true}'))
    assert.equal(config.port, 7000)
    assert.equal(config.allowGeneratedRootKey, true)
  })

  test('keeps the zero at the start of an account id', async () => {
    assert.equal((await loadConfig({}, file('account-id: 012345678901'))).config.accountId, '012345678901')
  })

  test('may be empty', async () => {
    assert.equal((await loadConfig({}, file('\n'))).config.port, 7665)
  })

  test('must be there and well-formed', async () => {
    await assert.rejects(loadConfig({}, join(folder, 'none.yaml')), ConfigError)
    await assert.rejects(loadConfig({}, file('port: [')), ConfigError)
    await assert.rejects(loadConfig({}, file('port: 1\nport: 2')), ConfigError)
    await assert.rejects(loadConfig({}, file('- port')), ConfigError)
    await assert.rejects(loadConfig({}, file('port: {a: 1}')), ConfigError)
  })

  test('has every mistake reported with file and line, and the likely name for a wrong one', async () => {
    const path = file('port: 7000\n# more\ndata_dri: /data\nlog-level: loud\n')
    await assert.rejects(loadConfig({}, path), {
      message: [
        `${path}:3: data_dri is not a setting: did you mean data-dir?`,
        `${path}:4: log-level must be one of debug, info, warn, error, silent, not "loud"`,
      ].join('\n'),
    })
    const broken = file('port: 7000\n\nregions: [a')
    await assert.rejects(loadConfig({}, broken), (error: Error) => {
      assert.ok(error.message.startsWith(`${broken}:3: is not YAML: `), error.message)
      return true
    })
    const json = file('{\n  "port": 1,\n  "hots": "x"\n}')
    await assert.rejects(loadConfig({}, json), {
      message: `${json}:3: hots is not a setting: did you mean host?`,
    })
  })
})
