// docs/guides/first-sign-in.md, followed by a new user: a folder of their own, and the commands as printed.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { packageFile } from '../../src/kernel/package-file.ts'
import { codeBlocks, runnerOf } from '../architecture/document-rules.ts'
import { textOf } from '../architecture/file-rules.ts'
import { describeWith, run } from '../clients/installed-client.ts'
import { signInByCli, signInByContainer, signInByNode, untilReady } from './guide.ts'

/** `docker run` of a container of Node without an engine: its program in an empty folder, with no variables but those passed. */
const LOCAL_DOCKER = `#!/usr/bin/env node
const { spawnSync } = require('node:child_process')
const { mkdtempSync } = require('node:fs')
const args = process.argv.slice(2)
const image = args.indexOf('node:24-slim')
const options = args.slice(0, image)
const names = options.filter((_, i) => options[i - 1] === '-e')
const env = Object.fromEntries(['PATH', ...names].map((name) => [name, process.env[name]]))
const cwd = mkdtempSync('container-')
const [program, ...rest] = args.slice(image + 1)
process.exit(spawnSync(program, rest, { cwd, env, stdio: 'inherit' }).status)
`

describe('the first sign-in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-first-sign-in-'))
  let server: ChildProcess
  let url: string
  before(async () => {
    server = spawn(process.execPath, [packageFile('bin/poolhouse.js'), 'serve', '--port', '0'], {
      cwd: folder,
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    url = await untilReady(server)
  })
  after(async () => {
    const ended = once(server, 'close')
    server.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true })
  })

  /** In the folder of the server, as in a second terminal, with no settings but those of the script. */
  const inTerminal = (script: string, PATH = process.env.PATH ?? '') =>
    run('sh', ['-euc', script], { PATH, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' }, folder)

  test('is in commands of which each is run here', () => {
    const runners = codeBlocks(textOf('docs/guides/first-sign-in.md')).map(runnerOf)
    assert.ok(runners.every((runner) => runner?.file === 'test/install/first-sign-in.test.ts'))
  })

  test('with Node alone, as the guide prints it', async () => {
    const script = signInByNode(url, folder)
    const { code, stdout, stderr } = await inTerminal(script, `${localNpm()}:${process.env.PATH}`)
    assert.equal(code, 0, stderr)
    assert.match(stdout, /AccessToken: 'ey/)
  })

  /** An `npm` that takes packages from here, so that the test needs no network; package.test.ts uses the real one. */
  function localNpm(): string {
    const bin = join(folder, 'bin')
    mkdirSync(bin, { recursive: true })
    const packages = packageFile('node_modules')
    const npm = `#!/bin/sh
set -e; [ "$1" = install ]; for name; do :; done
mkdir -p node_modules/@aws-sdk; ln -s "${packages}/$name" "node_modules/$name"
`
    writeFileSync(join(bin, 'npm'), npm, { mode: 0o755 })
    return bin
  }

  test('with a container of Node, as the guide prints it', async () => {
    const bin = localNpm()
    writeFileSync(join(bin, 'docker'), LOCAL_DOCKER, { mode: 0o755 })
    const script = signInByContainer(url, folder)
    const { code, stdout, stderr } = await inTerminal(script, `${bin}:${process.env.PATH}`)
    assert.equal(code, 0, stderr)
    assert.match(stdout, /AccessToken: 'ey/)
  })

  describeWith(['aws', '--version'], 'with a client', () => {
    test('with the AWS command line, as the guide prints it', async () => {
      const { code, stdout, stderr } = await inTerminal(signInByCli(url))
      assert.equal(code, 0, stderr)
      assert.match(stdout, /"AccessToken": "ey/)
    })
  })
})
