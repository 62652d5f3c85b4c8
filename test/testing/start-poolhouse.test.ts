// The package's export `poolhouse/testing`, as applications import it. How it ends is tested with the guide, in
// test/cli/testing-guide.test.ts, and how test runners load it in test/install/package.test.ts.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  ListUserPoolsCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { type Poolhouse, type StartOptions, startPoolhouse } from 'poolhouse/testing'

const ClientId = 'web00000000000000000000001'
const Password = 'Correct-horse-1'
const SEED = {
  UserPools: [
    {
      Id: 'eu-west-1_Example01',
      PoolName: 'app',
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      UserPoolClients: [{ ClientId, ClientName: 'web', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }],
      Users: [{ Username: 'alice@example.com', Password }],
    },
  ],
}

describe('startPoolhouse', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-of-tests-'))
  const { TMPDIR } = process.env
  const running: Poolhouse[] = []
  const clients: CognitoIdentityProviderClient[] = []
  before(() => {
    process.env.TMPDIR = folder // where its data goes
  })
  after(async () => {
    for (const client of clients) client.destroy()
    for (const poolhouse of running) await poolhouse.stop()
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
    rmSync(folder, { recursive: true })
  })

  async function start(options?: StartOptions): Promise<Poolhouse> {
    const poolhouse = await startPoolhouse(options)
    running.push(poolhouse)
    return poolhouse
  }
  function clientOf({ endpoint, region, credentials }: Poolhouse): CognitoIdentityProviderClient {
    const client = new CognitoIdentityProviderClient({ endpoint, region, credentials, maxAttempts: 1 })
    clients.push(client)
    return client
  }
  const guess = (client: CognitoIdentityProviderClient, PASSWORD: string) =>
    client.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'alice@example.com', PASSWORD },
      }),
    )

  test('starts a server with the seed, in the region of its pool, whose inbox hands codes over', async () => {
    const poolhouse = await start({ seed: SEED })
    assert.equal(poolhouse.region, 'eu-west-1')
    const client = clientOf(poolhouse)
    const Username = 'jane@example.com'
    const code = poolhouse.inbox.codeFor(Username) // may be asked for before it is sent
    await client.send(new SignUpCommand({ ClientId, Username, Password }))
    await client.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode: await code }))
    await assert.rejects(poolhouse.inbox.codeFor(Username, { timeout: 100 }), {
      message: 'No message with a code to jane@example.com arrived within 100 ms',
    })
    await client.send(new ForgotPasswordCommand({ ClientId, Username }))
    const message = await poolhouse.inbox.messageFor(Username)
    assert.notEqual(message.code, await code)
    assert.equal(message.userPoolId, 'eu-west-1_Example01')
  })

  test('does not limit the guesses of an address, which all tests share', async () => {
    const client = clientOf(running[0] ?? assert.fail())
    const refusals = new Set<string>()
    for (let round = 0; round < 110; round++) {
      await guess(client, 'Wrong-horse-1').catch(({ message }) => refusals.add(message))
    }
    assert.ok(![...refusals].includes('Too many requests'), [...refusals].join())
  })

  test('gives an environment in which a client needs no other configuration', async () => {
    const { environment } = running[0] ?? assert.fail()
    const former = { ...process.env }
    Object.assign(process.env, environment)
    try {
      const client = new CognitoIdentityProviderClient()
      clients.push(client)
      const { UserPools } = await client.send(new ListUserPoolsCommand({ MaxResults: 1 }))
      assert.equal(UserPools?.[0]?.Id, 'eu-west-1_Example01')
    } finally {
      for (const name of Object.keys(environment)) delete process.env[name]
      Object.assign(process.env, former)
    }
  })

  test('takes the path of a seed, a port, credentials and further settings', async () => {
    const seed = join(folder, 'world.yaml')
    writeFileSync(seed, 'UserPools: [{ Id: ap-south-1_Example02, PoolName: other }]')
    const port = Number(new URL(running[0]?.endpoint ?? '').port)
    await running[0]?.stop()
    const credentials = { accessKeyId: 'mine', secretAccessKey: 'secret' }
    const settings = { issuerForm: 'public-url', 'default-region': 'ap-south-1' }
    const poolhouse = await start({ seed, port, credentials, settings })
    assert.equal(poolhouse.endpoint, `http://localhost:${port}`)
    const { UserPools } = await clientOf(poolhouse).send(new ListUserPoolsCommand({ MaxResults: 1 }))
    assert.equal(UserPools?.[0]?.Id, 'ap-south-1_Example02')
    const discovery = await fetch(
      `${poolhouse.endpoint}/ap-south-1_Example02/.well-known/openid-configuration`,
    )
    const { issuer } = (await discovery.json()) as { issuer: string }
    assert.equal(issuer, `${poolhouse.endpoint}/ap-south-1_Example02`)
  })

  test('rejects with what the server says about a mistake, and leaves nothing behind', async () => {
    const files = readdirSync(folder)
    await assert.rejects(
      startPoolhouse({ seed: { UserPools: [{ Id: 'eu-west-1_Example01', PoolName: 'a', Polices: {} }] } }),
      /^Error: Poolhouse did not start: .*UserPools\[0\]\.Polices is not a member here: did you mean Policies\?/s,
    )
    assert.deepEqual(readdirSync(folder), files)
  })

  test('deletes the data at the stop, which may be asked for twice', async () => {
    const poolhouse = await startPoolhouse()
    assert.equal(poolhouse.region, 'us-east-1')
    await poolhouse.stop()
    await poolhouse.stop()
    await assert.rejects(fetch(`${poolhouse.endpoint}/health`))
    for (const each of running) await each.stop()
    assert.deepEqual(readdirSync(folder), ['world.yaml'])
  })

  test('is loaded by require as well', () => {
    const loaded = createRequire(import.meta.url)('poolhouse/testing')
    assert.equal(loaded.startPoolhouse, startPoolhouse)
  })
})
