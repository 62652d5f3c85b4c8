// The real command in separate processes.
import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { startCommand } from '../cli/run-command.ts'
import { runHere } from '../cli/run-here.ts'

const folder = mkdtempSync(join(tmpdir(), 'poolhouse-serve-'))
const children: ChildProcess[] = []
after(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

function poolhouse(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const started = startCommand(args, environment)
  children.push(started.child)
  return started
}

/** Starts the server, and resolves when it has printed its address. */
async function serve(...args: string[]) {
  const dataDir = join(mkdtempSync(join(folder, 'run-')), 'data')
  const started = poolhouse(['serve', '--port', '0', '--data-dir', dataDir, ...args])
  const [, url = ''] = await untilMatch(started, /ready at (http:\/\/localhost:\d+)\n/)
  return { ...started, dataDir, url: url.replace('localhost', '127.0.0.1') }
}

async function untilMatch({ child, output }: ReturnType<typeof poolhouse>, pattern: RegExp) {
  for (;;) {
    const match = pattern.exec(output.stdout)
    if (match) return match
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${output.stderr}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('poolhouse serve', () => {
  test('greets with the lines to try it and leaves files for AWS clients, ready for requests', async () => {
    const { child, ended, output, url, dataDir } = await serve()
    assert.equal((await fetch(`${url}/ready`)).status, 200)
    assert.match(output.stdout, new RegExp(`export AWS_SHARED_CREDENTIALS_FILE=${dataDir}/credentials\n`))
    assert.match(output.stdout, /export AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=http:\/\/localhost:\d+\n/)
    const config = readFileSync(join(dataDir, 'config'), 'utf8')
    assert.match(config, /^\[default\]\nregion = us-east-1\nendpoint_url = http:\/\/localhost:\d+\n/)
    const [, secret = 'none'] =
      /secret_access_key = (\S+)/.exec(readFileSync(join(dataDir, 'credentials'), 'utf8')) ?? []
    assert.equal((output.stdout + output.stderr).includes(secret), false)
    child.kill('SIGTERM')
    assert.equal((await ended).code, 0)
  })

  test('finishes a request in flight after SIGTERM and then ends', async () => {
    const { child, ended, output, url } = await serve()
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{')
    await once(socket, 'connect')
    await fetch(`${url}/health`) // by now the head has arrived, too
    child.kill('SIGTERM')
    while (!output.stderr.includes('Stopping')) await new Promise((resolve) => setTimeout(resolve, 20))
    socket.write('}')
    await once(socket, 'close')
    assert.match(answer, /^HTTP\/1\.1 400 [\s\S]*UnknownOperationException/)
    assert.equal((await ended).code, 0)
  })

  test('ends immediately at the second signal', async () => {
    const { child, ended, output, url } = await serve()
    const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {})
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{')
    await once(socket, 'connect')
    await fetch(`${url}/health`)
    child.kill('SIGINT')
    while (!output.stderr.includes('Stopping')) await new Promise((resolve) => setTimeout(resolve, 20))
    child.kill('SIGINT')
    assert.equal((await ended).code, 1)
  })

  test('refuses to listen for others with a root access key that it would have to create', async () => {
    const dataDir = join(folder, 'refused')
    const { code, stderr } = await poolhouse(['serve', '--host', '0.0.0.0', '--data-dir', dataDir]).ended
    assert.equal(code, 1)
    assert.match(stderr, /^poolhouse: there is no root access key yet, and 0\.0\.0\.0 is open to others/)
    assert.equal(existsSync(dataDir), false)
  })

  test('reports everything that is wrong with the configuration, and ends with code 1', async () => {
    const { code, stderr } = await poolhouse(['serve', '--port', 'x'], { POOLHOUSE_WORKERS: '0' }).ended
    assert.equal(code, 1)
    assert.deepEqual(stderr.trimEnd().split('\n'), [
      'poolhouse: --port must be a whole number from 0 to 65535, not "x"',
      'poolhouse: POOLHOUSE_WORKERS must be a whole number from 1 to 256, not "0"',
    ])
  })

  test('takes secrets from files, and warns of those among its arguments', async () => {
    const metricsFile = join(folder, 'metrics-token')
    writeFileSync(metricsFile, 'hush-hush-in-a-file\n')
    const flags = ['--metrics-token-file', metricsFile, '--smtp-url', 'smtp://user:hush-hush@127.0.0.1:1']
    const { output, url } = await serve(...flags, '--inbox-token', 'hush-hush-as-a-flag')
    const warned = output.stderr.split('\n').filter((line) => line.includes('"warn"'))
    assert.deepEqual(
      warned.map((line) => JSON.parse(line)).map(({ flag, instead }) => [flag, instead]),
      [
        ['--smtp-url', '--smtp-url-file'],
        ['--inbox-token', '--inbox-token-file'],
      ],
    )
    assert.doesNotMatch(output.stderr, /hush/)
    const headers = { authorization: 'Bearer hush-hush-in-a-file' }
    assert.equal((await fetch(`${url}/metrics`)).status, 401)
    assert.equal((await fetch(`${url}/metrics`, { headers })).status, 200)
  })

  test('reports that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const dataDir = join(folder, 'taken')
    const { code, stderr } = await poolhouse(['serve', '--port', `${port}`, '--data-dir', dataDir]).ended
    other.close()
    assert.equal(code, 1)
    assert.match(stderr, new RegExp(`poolhouse: port ${port} of 127.0.0.1 is taken`))
  })
})

// A new connection for each request, so that none is reused that a worker closed at its end.
const ALONE = { connection: 'close' }

describe('several workers', () => {
  test('share one port, are replaced when they crash, sum their metrics and end together', async () => {
    const { child, ended, output, url } = await serve('--workers', '2', '--metrics-port', '0')
    const target = 'AWSCognitoIdentityProviderService.ListUserPools'
    for (let i = 0; i < 6; i++) {
      const headers = { 'x-amz-target': target, ...ALONE }
      await fetch(url, { method: 'POST', headers, body: '{}' }).then((response) => response.text())
    }
    assert.equal((await fetch(`${url}/metrics`, { headers: ALONE })).status, 404)
    const [, scraped = ''] =
      /"url":"(http:\/\/127[^"]*\/metrics)","message":"Serving metrics"/.exec(output.stderr) ?? []
    const metrics = await (await fetch(scraped, { headers: ALONE })).text()
    assert.match(metrics, /^poolhouse_requests_total\{operation="ListUserPools",[^}]*\} 6$/m)

    process.kill(workerOf(child), 'SIGKILL')
    while (!output.stderr.includes('will be replaced'))
      await new Promise((resolve) => setTimeout(resolve, 20))
    assert.equal((await fetch(`${url}/ready`, { headers: ALONE })).status, 200)

    child.kill('SIGTERM')
    assert.equal((await ended).code, 0)
    await assert.rejects(fetch(`${url}/health`))
  })

  test('report why the first of them could not start', async () => {
    const args = ['serve', '--workers', '2', '--port', '0', '--data-dir', join(folder, 'no-database')]
    const { code, stderr } = await poolhouse([...args, '--database-url', 'postgres://127.0.0.1:1/none']).ended
    assert.equal(code, 1)
    assert.match(stderr, /ECONNREFUSED/)
  })
})

/** The id of one child process of the primary. */
function workerOf({ pid }: ChildProcess): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  return Number(children[0])
}

const RATES = ['--request-rates', 'custom', '--request-rate-limits']

describe('poolhouse config', () => {
  test('prints every value and where it came from, without the secrets', async () => {
    const { code, stdout } = await runHere(
      ['config', '--port', '1234', '--database-url', 'postgres://me:hush@db/x'],
      {
        POOLHOUSE_ROOT_ACCESS_KEY_ID: 'AKIAEXAMPLE',
        POOLHOUSE_ROOT_SECRET_ACCESS_KEY: 'hush',
      },
    )
    assert.equal(code, 0)
    assert.match(stdout, /^port: 1234 +# flag$/m)
    assert.match(stdout, /^root-access-key-id: AKIAEXAMPLE +# environment$/m)
    assert.match(stdout, /^root-secret-access-key: "\(hidden\)" +# environment$/m)
    assert.match(stdout, /^host: 127\.0\.0\.1 +# default$/m)
    assert.match(stdout, /^# root-key is not set$/m)
    assert.doesNotMatch(stdout, /hush/)
  })

  test('refuses what serve refuses, such as a limit of an unknown rate', async () => {
    const wrong = [...RATES, 'UserRaed=5']
    for (const { code, stderr } of [
      await runHere(['config', ...wrong], {}),
      await poolhouse(['serve', ...wrong]).ended,
    ]) {
      assert.equal(code, 1)
      assert.match(
        stderr,
        /^poolhouse: UserRaed in request-rate-limits is not a category: did you mean UserRead\?$/m,
      )
    }
  })
})

describe('poolhouse --help', () => {
  test('names the commands, and that of a command its settings', async () => {
    assert.match((await poolhouse(['--help']).ended).stdout, /serve[\s\S]*config/)
    const { stdout } = await runHere(['serve', '--help'], {})
    assert.match(stdout, /--data-dir <value>[\s\S]*POOLHOUSE_DATA_DIR/)
    assert.match(stdout, /POOLHOUSE_ROOT_SECRET_ACCESS_KEY/)
    assert.doesNotMatch(stdout, /--root-secret-access-key </)
  })
})
