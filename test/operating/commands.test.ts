// The shell commands of the operator's book, run exactly as printed there.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider'
import { openSite } from '../cli/run-command.ts'
import { WORLD } from '../cli/world.test-data.ts'
import { ROOT } from '../support/poolhouse.ts'
import { MAIN } from '../support/server-process.ts'
import { blocksFor } from './book.ts'

const PATIENCE = 60_000
const POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'cognito-idp:*', Resource: '*' }],
}

describe("the commands of the operator's book", () => {
  const site = openSite([], {})
  let url: string

  before(async () => {
    await site.printed('seed', site.write('world.yaml', WORLD))
    url = await site.serve()
    // The program by its name, as it is after an installation.
    mkdirSync(join(site.folder, 'bin'))
    const program = site.write('bin/poolhouse', `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" "$@"\n`)
    chmodSync(program, 0o755)
  })

  /** Runs the blocks of a page for a test, one shell for each. Resolves with what they printed. */
  async function run(page: string, title: string): Promise<string> {
    const outputs: string[] = []
    for (const { code, line } of blocksFor(page, title)) {
      const { status, stdout, stderr } = await shell(code)
      assert.equal(status, 0, `${page}:${line}: ${stderr}`)
      outputs.push(stdout)
    }
    return outputs.join('')
  }

  function shell(code: string): Promise<{ status: unknown; stdout: string; stderr: string }> {
    const env = {
      PATH: `${join(site.folder, 'bin')}:${process.env.PATH}`,
      URL: url,
      POOLHOUSE_DATA_DIR: join(site.folder, 'data'),
      POOLHOUSE_ROOT_ACCESS_KEY_ID: ROOT.accessKeyId,
      POOLHOUSE_ROOT_SECRET_ACCESS_KEY: ROOT.secretAccessKey,
    }
    return new Promise((resolve) => {
      const options = { cwd: site.folder, env, timeout: PATIENCE }
      execFile('sh', ['-eu', '-c', code], options, (error, stdout, stderr) =>
        resolve({ status: error === null ? 0 : (error.code ?? error.signal), stdout, stderr }),
      )
    })
  }

  const newKey = async () => {
    const made = await site.printed(
      'credentials',
      'create',
      '--name',
      'ci',
      '--policy',
      site.write('policy.json', POLICY),
      '--format',
      'json',
    )
    const { AccessKeyId, SecretAccessKey } = JSON.parse(made)
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey }
  }

  test('the commands of checklist.md run', async () => {
    const printed = await run('checklist.md', 'the commands of checklist.md run')
    assert.match(printed, /data-dir/)
    assert.match(printed, /"status":"ready"/)
  })

  test('the commands of metrics-and-logs.md run', async () => {
    const printed = await run('metrics-and-logs.md', 'the commands of metrics-and-logs.md run')
    assert.match(printed, /"status":"ok"[\s\S]*"status":"ready"/)
    const [record = ''] = readFileSync(join(site.folder, 'audit.jsonl'), 'utf8').split('\n')
    assert.ok(JSON.parse(record).eventName)
  })

  test('the commands of incidents.md run', async () => {
    assert.match(await run('incidents.md', 'the commands of incidents.md run'), /"status":"ok"/)
  })

  test('the commands of upgrades.md run', async () => {
    await run('upgrades.md', 'the commands of upgrades.md run')
    const copy = readFileSync(join(site.folder, 'before-upgrade.sqlite'))
    assert.equal(copy.subarray(0, 15).toString(), 'SQLite format 3')
  })

  test('the commands of keys.md run beside a server', async () => {
    const first = await newKey()
    const kids = async () => {
      // A server that has read the keys before keeps them for a while, a new one has none.
      const { started, url: fresh } = await site.serving()
      const response = await fetch(`${fresh}/eu-west-1_Example01/.well-known/jwks.json`)
      const { keys } = (await response.json()) as { keys: { kid: string }[] }
      started.child.kill('SIGTERM')
      await started.ended
      return keys.map(({ kid }) => kid)
    }
    const former = await kids()
    const printed = await run('keys.md', 'the commands of keys.md run beside a server')
    assert.match(printed, /AWS_ACCESS_KEY_ID/)
    const present = await kids()
    assert.ok(present.length > former.length && former.every((kid) => present.includes(kid)))
    await site.client(url, first, 'eu-west-1').send(new ListUserPoolsCommand({ MaxResults: 1 }))
    await site.printed('credentials', 'delete', 'ci')
  })

  test('a leaked access key is refused after the command of keys.md', async () => {
    const leaked = site.client(url, await newKey(), 'eu-west-1')
    await leaked.send(new ListUserPoolsCommand({ MaxResults: 1 }))
    await run('keys.md', 'a leaked access key is refused after the command of keys.md')
    await assert.rejects(leaked.send(new ListUserPoolsCommand({ MaxResults: 1 })), {
      name: 'UnrecognizedClientException',
    })
  })

  // The last one: it ends the server.
  test('the root encryption key is replaced by the command of keys.md', async () => {
    await site.end()
    await run('keys.md', 'the root encryption key is replaced by the command of keys.md')
    const { stderr, code } = await site.run(
      'credentials',
      'list',
      '--root-key-file',
      site.write('k', Buffer.alloc(32)),
    )
    assert.notEqual(code, 0)
    assert.match(stderr, /root encryption key/)
    const key = ['--root-key-file', join(site.folder, 'new-root.key')]
    assert.match(await site.printed('credentials', 'list', ...key), /ci/)
  })
})
