import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { BASE_ENVIRONMENT } from '../support/server-process.ts'

const module = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)

/** A test file whose only test runs a command that ends well while something goes wrong, and expects whatever comes of it. */
const fileWith = (wrong: string) => `
import { stopTracking } from ${module('../support/untracked-promises.js')}
const { test } = await import('node:test')
const { COMMANDS } = await import(${module('../../src/cli/commands.js')})
const { runHere } = await import(${module('run-here.js')})

const streams = [process.stdin, process.stdout, process.stderr]
for (const stream of streams) stream.isTTY = true
const going = () => new Promise((resolve) => {
  setImmediate(() => {
    setImmediate(resolve)
    ${wrong}
  })
})
COMMANDS.go = async () => (program) => program.command('go').action(going)
test('a command', async () => {
  const ended = await runHere(['go'], {}).then(({ code }) => code, ({ message }) => message)
  const next = (await runHere(['absent'], {})).code
  const terminals = streams.filter(({ isTTY }) => isTTY).length
  console.log('outcome: ' + JSON.stringify({ ended, next, terminals }))
})
stopTracking()
`

/** Runs a test file as the runner does; returns its exit code and what its test noted. */
async function runFile(text: string) {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', text], {
    env: BASE_ENVIRONMENT,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 60_000,
    killSignal: 'SIGKILL',
  })
  let printed = ''
  child.stdout.on('data', (chunk) => {
    printed += chunk
  })
  const [code] = await once(child, 'close')
  return { code, ...JSON.parse(/outcome: (.*)/.exec(printed)?.[1] ?? '{}') }
}

describe('a command in the process of its test', () => {
  for (const [title, wrong] of [
    ['an uncaught exception', "throw new Error('lost')"],
    ['an unhandled rejection', "Promise.reject(new Error('lost'))"],
  ] as const) {
    test(`fails with ${title}, and so does the whole run`, async () => {
      assert.deepEqual(await runFile(fileWith(wrong)), { code: 1, ended: 'lost', next: 1, terminals: 3 })
    })
  }

  test('leaves the run alone otherwise, whatever its exit code', async () => {
    const well = await runFile(fileWith('process.exitCode = 3'))
    assert.deepEqual(well, { code: 0, ended: 3, next: 1, terminals: 3 })
  })

  test('sees no terminal, as in a process of its own', async () => {
    const { ended } = await runFile(
      fileWith('process.exitCode = streams.filter(({ isTTY }) => isTTY).length'),
    )
    assert.equal(ended, 0)
  })
})
