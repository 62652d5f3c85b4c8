// The bundle contains the clients of the AWS SDK, which an installation therefore does not have as packages.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { root } from '../architecture/source.ts'
import { useWebServer } from '../support/web-server.ts'

const BUNDLE = join(root, 'dist/bundle')
const text = (name: string) => readFileSync(join(BUNDLE, name), 'utf8')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

interface Client {
  send(command: unknown): Promise<unknown>
  destroy(): void
}
type Exports = Record<string, new (input: object) => Client>

/** A command without required input, for each client. */
const COMMANDS: Readonly<Record<string, string>> = {
  CloudWatchLogsClient: 'DescribeLogGroupsCommand',
  CognitoIdentityProviderClient: 'ListUserPoolsCommand',
  FirehoseClient: 'ListDeliveryStreamsCommand',
  KMSClient: 'ListKeysCommand',
  LambdaClient: 'ListFunctionsCommand',
  S3Client: 'ListBucketsCommand',
  SESv2Client: 'GetAccountCommand',
  SNSClient: 'ListTopicsCommand',
}

describe('the bundle', () => {
  const seen: string[] = []
  const server = useWebServer((request, response) => {
    seen.push(`${request.headers.authorization}`)
    response.writeHead(500).end('{}')
  })
  const packages: { name: string; version: string; license: string }[] = JSON.parse(text('packages.json'))

  test('names each package that it contains, with its version and a permissive licence', () => {
    const lines = text('LICENSES.txt').split('\n')
    assert.ok(packages.length > 10)
    for (const { name, version, license } of packages) {
      assert.ok(lines.includes(`${name} ${version}`), name)
      assert.match(license, /^(Apache-2\.0|MIT|ISC|0BSD|BSD-3-Clause)$/, name)
    }
  })

  test('imports only packages that an installation has, besides what Node brings along', () => {
    const installed = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })
    const imported = readdirSync(BUNDLE)
      .filter((name) => name.endsWith('.js'))
      .flatMap((name) => [...text(name).matchAll(/(?:^import |^\}? ?.*\bfrom |\bimport\()"([a-z@][^"]*)"/gm)])
      .map(([, specifier = '']) => specifier)
    const nameOf = (specifier: string) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? ''
    const isBuiltIn = (specifier: string) => specifier.startsWith('node:')
    assert.ok(imported.includes('pino'))
    assert.deepEqual(
      [...new Set(imported.filter((it) => !isBuiltIn(it)).map(nameOf))].filter(
        (it) => !installed.includes(it),
      ),
      [],
    )
  })

  test('has every client of the AWS SDK, ready to sign and send', async () => {
    const clients = Object.keys(manifest.devDependencies).filter((name) =>
      name.startsWith('@aws-sdk/client-'),
    )
    assert.equal(clients.length, Object.keys(COMMANDS).length)
    for (const name of readdirSync(BUNDLE).filter((it) => /^dist-es-.*\.js$/.test(it))) {
      const module: Exports = await import(pathToFileURL(join(BUNDLE, name)).href)
      for (const kind of Object.keys(module).filter((it) => it in COMMANDS)) {
        const [Client, Command] = [module[kind], module[COMMANDS[kind] ?? '']]
        assert.ok(Client && Command, kind)
        const credentials = { accessKeyId: kind, secretAccessKey: 'secret' }
        const client = new Client({ endpoint: server.url, region: 'eu-west-1', credentials, maxAttempts: 1 })
        await assert.rejects(client.send(new Command({ MaxResults: 1 })))
        client.destroy()
      }
    }
    const signers = seen.map((header) => /Credential=(\w+)\/\d+\/eu-west-1\//.exec(header)?.[1]).sort()
    assert.deepEqual(signers, Object.keys(COMMANDS).sort())
  })
})
