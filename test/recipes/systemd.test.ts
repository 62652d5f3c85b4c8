// recipes/systemd. systemd itself would have to be process 1: its unit is checked, and its command runs as it says.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { loadConfig } from '../../src/config/load-config.ts'
import { root } from '../architecture/source.ts'
import { describeWith } from '../clients/installed-client.ts'
import { freePort } from '../support/free-port.ts'

const RECIPE = join(root, 'recipes/systemd')
const PATIENCE = 30_000
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

const PROGRAM = join(root, 'bin/poolhouse.js')

/** What systemd prepares for the process, as far as root can without it: a read-only root, a state, and no rights. */
const ENCLOSED = `mount --bind "$1" "$1"; mount -o remount,bind,ro /; shift
  exec setpriv --reuid nobody --regid nogroup --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"`
const enclosed = (state: string, ...command: string[]) =>
  [
    'unshare',
    ['--mount', '--propagation', 'private', 'sh', '-euc', ENCLOSED, 'sh', state, ...command],
  ] as const

// Left out where the user nobody can't reach the program or this Node, such as one below /root.
const START = [process.execPath, PROGRAM, '--version']
if (process.getuid?.() === 0 && spawnSync(...enclosed(tmpdir(), ...START)).status === 0) {
  describe('the command of the unit', () => {
    const state = mkdtempSync(join(tmpdir(), 'poolhouse-systemd-state-'))
    const settingOf = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1] ?? ''
    let server: ChildProcess
    before(() => {
      const [credential = ''] = settingOf('LoadCredential').split(':')
      writeFileSync(join(state, credential), 'secret-of-the-test', { mode: 0o400 })
      for (const path of [state, join(state, credential)]) chownSync(path, ...nobody())
    })
    after(async () => {
      server?.kill('SIGKILL')
      rmSync(state, { recursive: true })
    })
    const nobody = () => [Number(idOf('-u')), Number(idOf('-g'))] as const
    const idOf = (flag: string) => spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout

    test('runs without rights on a read-only file system, and ends as systemd wants', async () => {
      const variables = [...unit.matchAll(/^Environment=(.*)$/gm)].flatMap(([, it = '']) => it.split(' '))
      const [, ...args] = settingOf('ExecStart')
        .replace('/etc/poolhouse/poolhouse.yaml', join(RECIPE, 'poolhouse.yaml'))
        .split(' ')
      const own = {
        POOLHOUSE_DATA_DIR: state,
        POOLHOUSE_PORT: '0',
        POOLHOUSE_METRICS_PORT: `${await freePort()}`,
      }
      const env = { PATH: process.env.PATH, ...own }
      const given = variables.map((it) => it.replace('%d', state))
      server = spawn(...enclosed(state, 'env', ...given, process.execPath, PROGRAM, ...args), { env })
      let said = ''
      for (const stream of [server.stdout, server.stderr]) stream?.on('data', (chunk) => (said += chunk))
      const ended = once(server, 'close')
      for (const end = Date.now() + PATIENCE; !said.includes('"Ready"'); await sleep(50)) {
        assert.ok(Date.now() < end && server.exitCode === null, said)
      }
      const [, port] = /"port":(\d+),.*"message":"Ready"/.exec(said) ?? []
      assert.equal((await fetch(`http://127.0.0.1:${port}/health`)).status, 200)
      assert.ok(existsSync(join(state, 'root.key')))
      server.kill('SIGTERM')
      assert.deepEqual(await ended, [0, null], said)
    })
  })
}

describe('the configuration file of the unit', () => {
  test('is what the server reads, and other commands, which have no root access key', async () => {
    const file = join(RECIPE, 'poolhouse.yaml')
    for (const given of [{ rootAccessKeyId: 'root', rootSecretAccessKey: 'of-the-credential' }, {}]) {
      const { config, warnings } = await loadConfig(given, file)
      assert.deepEqual(warnings, [])
      assert.deepEqual([config.publicUrl, config.trustProxy], ['https://auth.example.com', 1])
    }
  })
})
