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

const going = () => new Promise((resolve) => {
  setImmediate(() => {
    setImmediate(resolve)
    ${wrong}
  })
})
COMMANDS.go = async () => (program) => program.command('go').action(going)
test('a command', async () => {
  console.log('ended:', await runHere(['go'], {}).then(({ code }) => code, ({ message }) => message))
  const { code } = await runHere(['absent'], {})
  console.log('the next one:', code)
})
stopTracking()
`

/** Runs a test file as the runner does. */
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
  return { code, ended: /ended: (.*)/.exec(printed)?.[1], next: /the next one: (.*)/.exec(printed)?.[1] }
}

describe('a command in the process of its test', () => {
  for (const [title, wrong] of [
    ['an uncaught exception', "throw new Error('lost')"],
    ['an unhandled rejection', "Promise.reject(new Error('lost'))"],
  ] as const) {
    test(`fails with ${title}, and so does the whole run`, async () => {
      assert.deepEqual(await runFile(fileWith(wrong)), { code: 1, ended: 'lost', next: '1' })
    })
  }

  test('leaves the run alone otherwise, whatever its exit code', async () => {
    assert.deepEqual(await runFile(fileWith('process.exitCode = 3')), { code: 0, ended: '3', next: '1' })
  })
})
