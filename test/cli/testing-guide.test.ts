// The code of docs/guides/testing-your-application.md, run exactly as printed there.
import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { packageFile } from '../../src/kernel/package-file.ts'

const GUIDE = readFileSync(packageFile('docs/guides/testing-your-application.md'), 'utf8')
const PATIENCE = 30_000

/** The blocks that begin with the name of a file in a comment. */
const files = [...GUIDE.matchAll(/^```(?:js|yaml)\n(?:\/\/|#) ([\w.-]+)\n([\s\S]*?)^```$/gm)]

/** The code of a section that is not a file. */
function snippet(heading: string): string {
  const section = GUIDE.slice(GUIDE.indexOf(`## ${heading}\n`))
  return /^```js\n([\s\S]*?)^```$/m.exec(section)?.[1] ?? assert.fail(`${heading} has no code`)
}

describe('an application whose tests follow the guide', () => {
  let folder: string
  const children: ChildProcess[] = []

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'poolhouse-application-'))
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(packageFile('.'), join(folder, 'node_modules/poolhouse'))
    for (const name of ['@aws-sdk', 'aws-jwt-verify']) {
      symlinkSync(packageFile(`node_modules/${name}`), join(folder, 'node_modules', name))
    }
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    for (const [, name = '', content = ''] of files) writeFileSync(join(folder, name), content)
  })
  after(() => {
    for (const child of children) child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })

  /** Runs node in the application's folder, without the settings of our own test runner. */
  function run(...args: string[]): Promise<{ code: unknown; output: string }> {
    const env = { PATH: process.env.PATH, HOME: folder }
    return new Promise((resolve) => {
      execFile(process.execPath, args, { cwd: folder, env, timeout: 2 * PATIENCE }, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? (error ? error.signal : 0), output: stdout + stderr }),
      )
    })
  }

  test('has the files that the guide prints', () => {
    assert.deepEqual(
      files.map(([, name]) => name),
      ['world.yaml', 'sign-up.test.js'],
    )
  })

  test('passes the test that the guide prints', async () => {
    const { code, output } = await run('--test')
    assert.equal(code, 0, output)
    assert.match(output, /a new user confirms the address and signs in/)
    assert.match(output, /pass 1\b/)
  })

  for (const [how, end, expected] of [
    ['is killed', 'await new Promise(() => setInterval(() => {}, 1000))', null],
    ['throws', "throw new Error('thrown')", 1],
    ['exits', 'process.exit(7)', 7],
    ['forgets to stop it', '', 0],
  ] as const) {
    test(`leaves no server behind if the test process ${how}`, async () => {
      const script = join(folder, 'ends.js')
      const start =
        "import { startPoolhouse } from 'poolhouse/testing'\nconst { endpoint } = await startPoolhouse({ seed: 'world.yaml' })\n"
      // An exit must not cut the line off.
      const tell = 'await new Promise((written) => process.stdout.write(`at ${endpoint}\\n`, written))\n'
      writeFileSync(script, start + tell + end)
      const child = spawn(process.execPath, [script], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })
      children.push(child)
      const ended = once(child, 'exit')
      const [line] = await Promise.race([once(child.stdout.setEncoding('utf8'), 'data'), ended])
      const port = new URL(/at (\S+)/.exec(line)?.[1] ?? '').port
      if (expected === null) {
        assert.equal((await fetch(`http://127.0.0.1:${port}/health`)).status, 200)
        child.kill('SIGKILL')
      }
      assert.equal((await ended)[0], expected)
      for (const until = Date.now() + PATIENCE; ; ) {
        const alive = await fetch(`http://127.0.0.1:${port}/health`).then(
          () => true,
          () => false,
        )
        if (!alive) break
        assert.ok(Date.now() < until, 'the server goes on')
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    })
  }

  test('verifies tokens as the guide prints it', async () => {
    writeFileSync(
      join(folder, 'verify.js'),
      `import { CognitoIdentityProviderClient, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider'
      import { CognitoJwtVerifier } from 'aws-jwt-verify'
      import { startPoolhouse } from 'poolhouse/testing'
      const { endpoint, credentials, stop } = await startPoolhouse({ seed: 'world.yaml' })
      const [userPoolId, clientId] = ['eu-west-1_Example01', 'web00000000000000000000001']
      ${snippet('Verifying tokens')}
      const client = new CognitoIdentityProviderClient({ endpoint, credentials, region: 'eu-west-1' })
      const AuthParameters = { USERNAME: 'alice@example.com', PASSWORD: 'Correct-horse-1' }
      const signIn = new InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: clientId, AuthParameters })
      const { AuthenticationResult } = await client.send(signIn)
      console.log((await verifier.verify(AuthenticationResult.AccessToken)).sub)
      await stop()`,
    )
    const { code, output } = await run('--no-warnings', 'verify.js')
    assert.equal(code, 0, output)
    assert.match(output, /^11111111-2222-7333-8444-555555555555$/m)
  })
})
