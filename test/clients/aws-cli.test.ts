import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ACCOUNT, ROOT } from '../support/poolhouse.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { type AwsCommands, openAwsCommands } from './aws-commands.ts'
import { describeWith, environmentOf } from './installed-client.ts'

const PASSWORD = 'Correct-Horse-1'

describeWith(['aws', '--version'], 'the AWS command line', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'poolhouse-aws-cli-'))
  let server: ServerProcess
  let commands: AwsCommands
  // biome-ignore lint/suspicious/noExplicitAny: as it is printed
  let created: any
  let pool: string

  before(async () => {
    server = await startServerProcess({ dataDir })
    commands = openAwsCommands(environmentOf(ROOT))
    created = (await aws('create-user-pool', '--pool-name', 'cli')).UserPool
    pool = created.Id
  })
  after(async () => {
    await commands?.close()
    await server?.stop()
    rmSync(dataDir, { recursive: true })
  })

  async function attempt(command: string, ...args: string[]) {
    const address = ['--endpoint-url', server.url]
    return commands.run(['cognito-idp', command, ...address, ...args])
  }

  /** The output of a command, or undefined if it prints nothing. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  async function aws(command: string, ...args: string[]): Promise<any> {
    const { code, stdout, stderr } = await attempt(command, ...args)
    assert.equal(code, 0, stderr)
    return stdout === '' ? undefined : JSON.parse(stdout)
  }

  async function refused(command: string, ...args: string[]): Promise<string> {
    const { code, stderr } = await attempt(command, ...args)
    assert.notEqual(code, 0)
    return /An error occurred .*/.exec(stderr)?.[0] ?? stderr
  }

  // biome-ignore lint/suspicious/noExplicitAny: as it is printed
  function assertIsThePool(printed: any): void {
    assert.equal(printed.Name, 'cli')
    assert.match(printed.Id, /^us-east-1_[A-Za-z0-9]{9}$/)
    assert.equal(printed.Arn, `arn:aws:cognito-idp:us-east-1:${ACCOUNT}:userpool/${pool}`)
    // Version 1 of the command line prints seconds, version 2 a text.
    const { CreationDate } = printed
    const created = typeof CreationDate === 'number' ? CreationDate * 1000 : Date.parse(CreationDate)
    assert.ok(Math.abs(created - Date.now()) < 60_000)
  }

  test('ends each command with its own exit code', async () => {
    const { code, stdout, stderr } = await commands.run(['--version'])
    assert.equal(code, 0, stderr)
    assert.match(stdout + stderr, /aws-cli\//)
    assert.match(await refused('no-such-command'), /no-such-command|invalid choice/i)
  })

  test('creates a pool', () => assertIsThePool(created))

  test('adds custom attributes, and describes the pool, which has them with their constraints', async () => {
    const score =
      'Name=score,AttributeDataType=Number,NumberAttributeConstraints={MinValue=1,MaxValue=5},Mutable=false'
    const nick = 'Name=nick,AttributeDataType=String,StringAttributeConstraints={MinLength=2,MaxLength=9}'
    const added = await aws(
      'add-custom-attributes',
      '--user-pool-id',
      pool,
      '--custom-attributes',
      score,
      nick,
    )
    assert.deepEqual(added ?? {}, {})
    const { UserPool } = await aws('describe-user-pool', '--user-pool-id', pool)
    assertIsThePool(UserPool)
    const custom = UserPool.SchemaAttributes.filter(({ Name }: { Name: string }) =>
      Name.startsWith('custom:'),
    )
    assert.deepEqual(custom, [
      {
        Name: 'custom:score',
        AttributeDataType: 'Number',
        DeveloperOnlyAttribute: false,
        Mutable: false,
        Required: false,
        NumberAttributeConstraints: { MinValue: '1', MaxValue: '5' },
      },
      {
        Name: 'custom:nick',
        AttributeDataType: 'String',
        DeveloperOnlyAttribute: false,
        Mutable: true,
        Required: false,
        StringAttributeConstraints: { MinLength: '2', MaxLength: '9' },
      },
    ])
  })

  test('reports an attribute that exists already', async () => {
    const twice = ['--user-pool-id', pool, '--custom-attributes', 'Name=nick,AttributeDataType=String']
    assert.equal(
      await refused('add-custom-attributes', ...twice),
      'An error occurred (InvalidParameterException) when calling the AddCustomAttributes operation: ' +
        'custom:nick: Existing attribute already has name custom:nick.',
    )
  })

  test('reports a pool that does not exist', async () => {
    assert.equal(
      await refused('describe-user-pool', '--user-pool-id', 'us-east-1_Missing00'),
      'An error occurred (ResourceNotFoundException) when calling the DescribeUserPool operation: ' +
        'User pool us-east-1_Missing00 does not exist.',
    )
  })

  test('tags a pool, lists the tags and takes one off', async () => {
    const arn = ['--resource-arn', `arn:aws:cognito-idp:us-east-1:${ACCOUNT}:userpool/${pool}`]
    await aws('tag-resource', ...arn, '--tags', 'team=red,stage=test')
    assert.deepEqual(await aws('list-tags-for-resource', ...arn), { Tags: { team: 'red', stage: 'test' } })
    await aws('untag-resource', ...arn, '--tag-keys', 'stage')
    assert.deepEqual(await aws('list-tags-for-resource', ...arn), { Tags: { team: 'red' } })
  })

  test('makes clients and lists them page by page', async () => {
    const inPool = ['--user-pool-id', pool]
    const names = ['one', 'two', 'three']
    for (const name of names) await aws('create-user-pool-client', ...inPool, '--client-name', name)
    // The command line follows the page tokens itself.
    const { UserPoolClients } = await aws('list-user-pool-clients', ...inPool, '--page-size', '1')
    const listed = UserPoolClients.map(({ ClientName }: { ClientName: string }) => ClientName)
    assert.deepEqual(listed.sort(), names.sort())
  })

  test('signs a user up and in, and asks who it is', async () => {
    const flows = ['--explicit-auth-flows', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
    const inPool = ['--user-pool-id', pool]
    const { UserPoolClient } = await aws(
      'create-user-pool-client',
      ...inPool,
      '--client-name',
      'app',
      ...flows,
    )
    const client = ['--client-id', UserPoolClient.ClientId]

    const { UserSub, UserConfirmed } = await aws(
      'sign-up',
      ...[...client, '--username', 'anna', '--password', PASSWORD],
      ...['--user-attributes', 'Name=email,Value=anna@example.com'],
    )
    assert.equal(UserConfirmed, false)
    await aws('admin-confirm-sign-up', ...inPool, '--username', 'anna')

    const signIn = ['--auth-flow', 'USER_PASSWORD_AUTH', ...client, '--auth-parameters']
    assert.equal(
      await refused('initiate-auth', ...signIn, 'USERNAME=anna,PASSWORD=Wrong-Horse-1'),
      'An error occurred (NotAuthorizedException) when calling the InitiateAuth operation: ' +
        'Incorrect username or password.',
    )
    const answer = await aws('initiate-auth', ...signIn, `USERNAME=anna,PASSWORD=${PASSWORD}`)
    const { AccessToken, IdToken, TokenType, ExpiresIn } = answer.AuthenticationResult
    assert.deepEqual({ TokenType, ExpiresIn }, { TokenType: 'Bearer', ExpiresIn: 3600 })
    assert.equal(JSON.parse(Buffer.from(IdToken.split('.')[1], 'base64url').toString()).sub, UserSub)

    const { Username, UserAttributes } = await aws('get-user', '--access-token', AccessToken)
    assert.equal(Username, 'anna')
    assert.ok(UserAttributes.some(({ Value }: { Value: string }) => Value === 'anna@example.com'))
  })
})
