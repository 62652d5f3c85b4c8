// recipes/systemd. systemd itself would have to be process 1: its unit is checked, and its configuration file is used.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { loadConfig } from '../../src/config/load-config.ts'
import { root } from '../architecture/source.ts'
import { describeWith } from '../clients/installed-client.ts'

const RECIPE = join(root, 'recipes/systemd')
const unit = readFileSync(join(RECIPE, 'poolhouse.service'), 'utf8')

describeWith(['systemd-analyze', '--version'], 'the unit of systemd', () => {
  let folder: string
  let file: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'poolhouse-systemd-'))
    file = join(folder, 'poolhouse.service')
    writeFileSync(file, unit.replace('/usr/local/bin/poolhouse', join(root, 'bin/poolhouse.js')))
  })
  after(() => rmSync(folder, { recursive: true }))

  const analyze = (...args: string[]) => spawnSync('systemd-analyze', args, { encoding: 'utf8' })

  test('is valid', () => {
    const { status, stdout, stderr } = analyze('verify', '--man=no', file)
    assert.deepEqual([status, stdout + stderr], [0, ''])
    writeFileSync(join(folder, 'wrong.service'), unit.replace('Type=exec', 'Typ=exec'))
    assert.match(analyze('verify', '--man=no', join(folder, 'wrong.service')).stderr, /Typ/)
  })

  test('has the exposure that its README names', () => {
    const { stdout } = analyze('security', '--offline=true', file)
    const [, exposure] = /exposure level for \S+: ([\d.]+)/.exec(stdout) ?? []
    assert.match(readFileSync(join(RECIPE, 'README.md'), 'utf8'), new RegExp(`exposure at ${exposure}`))
  })
})

describe('the configuration file of the unit', () => {
  test('is what the server reads', async () => {
    const { config, warnings } = await loadConfig(
      { rootSecretAccessKey: 'of-the-credential' },
      join(RECIPE, 'poolhouse.yaml'),
    )
    assert.deepEqual(warnings, [])
    assert.deepEqual([config.publicUrl, config.trustProxy], ['https://auth.example.com', 1])
  })
})
