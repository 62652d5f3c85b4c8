import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { packageFile } from '../../src/kernel/package-file.ts'
import { BASE_ENVIRONMENT } from '../support/server-process.ts'
import { describeWith, run } from './installed-client.ts'

const BIN = packageFile('bin/poolhouse.js')

describeWith(['aws', '--version'], 'the first run', () => {
  // A folder whose name a shell would split.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "poolhouse first run's ")))
  const children: ChildProcess[] = []
  after(() => {
    for (const child of children) child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })

  async function serve(): Promise<{ greeting: string; stop(): Promise<void> }> {
    const child = spawn(process.execPath, [BIN, 'serve'], {
      cwd: folder,
      env: { ...BASE_ENVIRONMENT, POOLHOUSE_PORT: '0' },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    children.push(child)
    let greeting = ''
    for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
      greeting += chunk
      if (greeting.includes('create-user-pool') && greeting.endsWith('\n')) break
    }
    return {
      greeting,
      async stop() {
        const ended = once(child, 'close')
        child.stdout.resume()
        child.kill('SIGTERM')
        await ended
      },
    }
  }

  const linesOf = (greeting: string) => greeting.split('\n').filter((line) => line.startsWith('  '))

  test('in an empty folder prints three lines that make a pool when pasted into a shell', async () => {
    const { greeting, stop } = await serve()
    const lines = linesOf(greeting)
    assert.equal(lines.length, 3)
    const { code, stdout, stderr } = await run('sh', ['-c', lines.join('\n')], {}, tmpdir())
    assert.equal(code, 0, stderr)
    assert.equal(JSON.parse(stdout).UserPool.Name, 'demo')
    await stop()
  })

  test('is remembered: the same credentials and the same pools are there at the second', async () => {
    const { greeting, stop } = await serve()
    const lines = linesOf(greeting).map((line) =>
      line.replace('create-user-pool --pool-name demo', 'list-user-pools --max-results 10'),
    )
    const { code, stdout, stderr } = await run('sh', ['-c', lines.join('\n')], {}, '/')
    assert.equal(code, 0, stderr)
    assert.deepEqual(
      JSON.parse(stdout).UserPools.map(({ Name }: { Name: string }) => Name),
      ['demo'],
    )
    await stop()
  })

  test('works as the README describes it', async () => {
    const { greeting, stop } = await serve()
    const [, url = ''] = /ready at (\S+)/.exec(greeting) ?? []
    const readme = readFileSync(packageFile('README.md'), 'utf8')
    const [, taste = ''] = /## Try it.*?```sh\n(.*?)```/s.exec(readme) ?? []
    const signIn = taste.slice(taste.lastIndexOf('cognito initiate-auth'))
    const wrong = signIn.replace('PASSWORD=Correct', 'PASSWORD=Wrong')
    const script = `${taste}${wrong}`.replace('http://localhost:7665', url)
    const { code, stdout, stderr } = await run('sh', ['-euc', script], {}, folder)
    assert.match(stdout, /"AccessToken": "ey/, stderr)
    const [, error = ''] = /with a wrong password it is\n\n```\n(.*)\n```/.exec(readme) ?? []
    assert.notEqual(code, 0)
    assert.equal(stderr.trim(), error)
    await stop()
  })
})
