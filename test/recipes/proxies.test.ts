// recipes/nginx and recipes/caddy: their files as they are, but for ports and paths, in the real proxies, in front of a real
// server. The automatic build has both.

import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, type RequestOptions, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { root } from '../architecture/source.ts'
import { openSite } from '../cli/run-command.ts'
import { describeWith } from '../clients/installed-client.ts'
import { selfSigned } from '../support/certificate.ts'
import { freePort } from '../support/free-port.ts'
import { REGION, ROOT } from '../support/poolhouse.ts'
import { newPool } from '../support/pools.ts'

const HOST = 'auth.example.com'
const PATIENCE = 20_000

interface Recipe {
  readonly file: string
  /** The recipe with other ports and paths. */
  adapt(text: string, ports: Ports, folder: string): string
  /** The command that runs it, in the foreground. */
  command(file: string, folder: string): [string, ...string[]]
}
interface Ports {
  readonly server: string
  readonly tls: number
  readonly plain: number
}

const nginx: Recipe = {
  file: 'recipes/nginx/poolhouse.conf',
  adapt: (text, ports, folder) => `
    daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr;
    events {}
    http {
      access_log off;
      ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((it) => `${it}_temp_path ${folder}/${it};`).join(' ')}
      ${replaced(text, ports, folder)
        .replace('listen 443', `listen 127.0.0.1:${ports.tls}`)
        .replace('listen 80', `listen 127.0.0.1:${ports.plain}`)}
    }`,
  command: (file, folder) => ['/usr/sbin/nginx', '-p', folder, '-c', file],
}

const caddy: Recipe = {
  file: 'recipes/caddy/Caddyfile',
  adapt: (text, ports, folder) => {
    const names = text.replaceAll(
      /(^|, )((?:\*\.auth\.us-east-1\.)?auth\.example\.com)(?=,| \{)/gm,
      `$1$2:${ports.tls}`,
    )
    return `{\n\tadmin off\n\tauto_https off\n}\n${replaced(names, ports, folder)}`
  },
  command: (file) => ['caddy', 'run', '--adapter', 'caddyfile', '--config', file],
}

function replaced(text: string, ports: Ports, folder: string): string {
  return text
    .replaceAll('/etc/ssl/poolhouse', folder)
    .replaceAll('127.0.0.1:7665', `127.0.0.1:${ports.server}`)
}

describeWith(['/usr/sbin/nginx', '-v'], 'the recipe of nginx', () => testsOf(nginx))
describeWith(['caddy', 'version'], 'the recipe of Caddy', () => {
  testsOf(caddy)

  test('is valid', () => {
    const folder = mkdtempSync(join(tmpdir(), 'poolhouse-caddy-'))
    try {
      writeCertificate(folder)
      const text = readFileSync(join(root, caddy.file), 'utf8')
      writeFileSync(join(folder, 'Caddyfile'), text.replaceAll('/etc/ssl/poolhouse', folder))
      const validate = ['validate', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')]
      const { status, stderr } = spawnSync('caddy', validate, {
        env: { ...process.env, HOME: folder },
        encoding: 'utf8',
      })
      assert.equal(status, 0, stderr)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

function testsOf(recipe: Recipe): void {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-proxy-'))
  const cert = writeCertificate(folder)
  const site = openSite([], {})
  let proxy: ChildProcess | undefined
  let said = ''
  let port = 0
  let client: CognitoIdentityProviderClient
  // Every name leads to the proxy, and the caller is at another address than the proxy itself.
  const agent = new Agent({
    ca: cert,
    checkServerIdentity: () => undefined,
    localAddress: '127.0.0.2',
    lookup: (_, { all }, found) =>
      all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4),
  })

  before(async () => {
    port = await freePort()
    const url = await site.serve(
      '--public-url',
      `https://${HOST}:${port}`,
      '--trust-proxy',
      '1',
      '--allow-inbox',
    )
    const ports = { server: new URL(url).port, tls: port, plain: await freePort() }
    const file = join(folder, 'proxy.conf')
    writeFileSync(file, recipe.adapt(readFileSync(join(root, recipe.file), 'utf8'), ports, folder))
    const [program, ...args] = recipe.command(file, folder)
    proxy = spawn(program, args, {
      env: { ...process.env, HOME: folder },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    proxy.stderr?.on('data', (chunk) => {
      said += chunk
    })
    for (const end = Date.now() + PATIENCE; (await get('/health').catch(() => undefined))?.status !== 200; ) {
      assert.ok(Date.now() < end && proxy.exitCode === null, said)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    client = new CognitoIdentityProviderClient({
      endpoint: `https://${HOST}:${port}`,
      region: REGION,
      credentials: ROOT,
      maxAttempts: 1,
      requestHandler: { httpsAgent: agent },
    })
  })
  after(async () => {
    client?.destroy()
    agent.destroy()
    if (proxy && proxy.exitCode === null) {
      const ended = once(proxy, 'close')
      proxy.kill('SIGKILL')
      await ended
    }
    rmSync(folder, { recursive: true, force: true })
  })

  function get(
    path: string,
    options: RequestOptions = {},
  ): Promise<{ status: number; headers: object; body: string }> {
    return new Promise((resolve, reject) => {
      const asked = request({ agent, host: HOST, port, path, ...options }, async (response) => {
        let body = ''
        for await (const chunk of response.setEncoding('utf8')) body += chunk
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      })
      asked.on('error', reject).end()
    })
  }

  test('passes signed requests on, with the address of the caller, whatever the caller says', async () => {
    client.middlewareStack.add(
      (next) => (args) => {
        ;(args.request as { headers: Record<string, string> }).headers['x-forwarded-for'] = '203.0.113.9'
        return next(args)
      },
      { step: 'finalizeRequest', priority: 'low', name: 'spoofs' },
    )
    const UserPoolId = await newPool(client)
    assert.match(UserPoolId, /^us-east-1_/)
    const records = await site.records()
    const made = records.find(({ eventName }) => eventName === 'CreateUserPool')
    assert.equal(made?.sourceIPAddress, '127.0.0.2')
  })

  test('lets the issuer be the public URL', async () => {
    const UserPoolId = await newPool(client)
    const { body } = await get(`/${UserPoolId}/.well-known/openid-configuration`)
    assert.equal(JSON.parse(body).issuer, `https://${HOST}:${port}/${UserPoolId}`)
  })

  test('leads the host of a domain to the sign-in page of its pool', async () => {
    const UserPoolId = await newPool(client)
    const { UserPoolClient } = await client.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: 'web',
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid'],
        CallbackURLs: ['https://app.example.com/back'],
        SupportedIdentityProviders: ['COGNITO'],
      }),
    )
    await client.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: 'shop' }))
    const query = new URLSearchParams({
      client_id: UserPoolClient?.ClientId ?? '',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: 'https://app.example.com/back',
    })
    const { status, body } = await get(`/login?${query}`, { host: `shop.auth.us-east-1.${HOST}` })
    assert.equal(status, 200, body)
    assert.match(body, /<form/)
    assert.equal((await get(`/login?${query}`, { host: `other.auth.us-east-1.${HOST}` })).status, 404)
  })

  test('keeps metrics to itself', async () => {
    assert.equal((await get('/metrics')).status, 404)
  })
}

function writeCertificate(folder: string): string {
  mkdirSync(folder, { recursive: true })
  const { cert, key } = selfSigned(HOST, [HOST, `*.auth.us-east-1.${HOST}`])
  writeFileSync(join(folder, `${HOST}.pem`), cert)
  writeFileSync(join(folder, `${HOST}.key`), key, { mode: 0o600 })
  return cert
}
