import assert from 'node:assert/strict'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import {
  AdminAddUserToGroupCommand,
  AdminListGroupsForUserCommand,
  AdminSetUserPasswordCommand,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  InitiateAuthCommand,
  SetUserPoolSessionConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import { openDatabase } from '../../src/storage/driver/open-database.ts'
import { openSite } from '../cli/run-command.ts'
import { inviteUser, newPool } from '../support/pools.ts'

const PASSWORD = 'Correct-Horse-7'
const PASSPHRASE = 'a passphrase of the tests'

describe('an export', () => {
  const from = openSite([], {})
  const to = openSite([], {})
  const third = openSite([], {})
  const file = join(from.folder, 'pools.jsonl')
  const secretFile = join(from.folder, 'pools.enc')
  const passphraseFile = join(from.folder, 'passphrase')
  let userPoolId: string
  let clientId: string
  let secretClientId: string
  let accessToken: string

  function signInOf(name: string) {
    return new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: name, PASSWORD },
    })
  }

  before(async () => {
    writeFileSync(passphraseFile, `${PASSPHRASE}\n`)
    const url = await from.serve()
    const owner = from.client(url)
    userPoolId = await newPool(owner, {
      Schema: [{ Name: 'team', AttributeDataType: 'String', Mutable: true }],
      AliasAttributes: ['email', 'preferred_username'],
      UserPoolTags: { stage: 'test' },
    })
    const client = async (settings: object) => {
      const input = { UserPoolId: userPoolId, ClientName: 'client', ...settings }
      return (await owner.send(new CreateUserPoolClientCommand(input))).UserPoolClient?.ClientId ?? ''
    }
    clientId = await client({ ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] })
    secretClientId = await client({ GenerateSecret: true })
    await owner.send(
      new SetUserPoolSessionConfigurationCommand({
        UserPoolId: userPoolId,
        UserSessionTracking: 'ENABLED',
        TokenSession: { MaxPerUser: 7 },
      }),
    )
    await owner.send(new CreateGroupCommand({ UserPoolId: userPoolId, GroupName: 'staff', Precedence: 1 }))
    for (const name of ['alice', 'bob']) {
      const attributes = { email: `${name}@example.com`, email_verified: 'true', 'custom:team': 'blue' }
      await inviteUser(owner, userPoolId, name, attributes)
    }
    const alice = { UserPoolId: userPoolId, Username: 'alice' }
    await owner.send(new AdminSetUserPasswordCommand({ ...alice, Password: PASSWORD, Permanent: true }))
    await owner.send(new AdminAddUserToGroupCommand({ ...alice, GroupName: 'staff' }))
    accessToken = (await owner.send(signInOf('alice'))).AuthenticationResult?.AccessToken ?? ''
    await from.printedHere('keys', 'rotate', '--user-pool-id', userPoolId)
  })

  test('is a file of JSON lines that only its owner can read, with a warning', async () => {
    const { code, stderr } = await from.run('export', '--all', '--output', file)
    assert.equal(code, 0, stderr)
    assert.match(stderr, /holds secrets in the clear/)
    assert.equal(statSync(file).mode & 0o777, 0o600)
    const types = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).type)
    assert.deepEqual(types, [
      'header',
      'user-pool',
      ...Array<string>(4).fill('signing-key'),
      'client',
      'client',
      'group',
      'user',
      'membership',
      'user',
      'end',
    ])
  })

  test('does not overwrite a file', async () => {
    const { code, stderr } = await from.here('export', '--all', '--output', file)
    assert.equal(code, 1)
    assert.match(stderr, /exists already; name a new file/)
  })

  test('asks which pools are meant, and for existing ones', async () => {
    assert.match((await from.here('export')).stderr, /--user-pool-id <id>, or --all/)
    const { stderr } = await from.here('export', '--user-pool-id', 'us-east-1_Nowhere00')
    assert.match(stderr, /there is no user pool us-east-1_Nowhere00/)
  })

  test('read into an empty server gives an equal export', async () => {
    assert.match(await to.printed('import', file), /^Imported 11 of 11 records; 0 were there already\n$/)
    assert.equal(await to.printedHere('export', '--user-pool-id', userPoolId), readFileSync(file, 'utf8'))
  })

  test('keeps passwords, sub, groups and client secrets, and old tokens verify', async () => {
    const url = await to.serve()
    const owner = to.client(url)
    const { AuthenticationResult } = await owner.send(signInOf('alice@example.com'))
    assert.equal(decodeJwt(AuthenticationResult?.AccessToken ?? '').sub, decodeJwt(accessToken).sub)
    const { Groups = [] } = await owner.send(
      new AdminListGroupsForUserCommand({ UserPoolId: userPoolId, Username: 'alice' }),
    )
    assert.deepEqual(
      Groups.map(({ GroupName }) => GroupName),
      ['staff'],
    )
    const describeSecret = new DescribeUserPoolClientCommand({
      UserPoolId: userPoolId,
      ClientId: secretClientId,
    })
    const secret = (await owner.send(describeSecret)).UserPoolClient?.ClientSecret
    assert.ok(secret && readFileSync(file, 'utf8').includes(secret))
    const jwks = await (await fetch(`${url}/${userPoolId}/.well-known/jwks.json`)).json()
    const { payload } = await jwtVerify(
      accessToken,
      createLocalJWKSet(jwks as Parameters<typeof createLocalJWKSet>[0]),
    )
    assert.equal(payload.username, 'alice')
  })

  test('is not imported over existing objects, unless these are to be skipped', async () => {
    const { code, stderr } = await to.here('import', file)
    assert.equal(code, 1)
    assert.match(stderr, /user pool us-east-1_\w+ already exists/)
    assert.match(
      await to.printedHere('import', file, '--skip-existing'),
      /^Imported 0 of 11 records; 11 were there already\n$/,
    )
  })

  test('adds with --skip-existing what is missing', async () => {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    const bob = lines.find((line) => line.includes('"username":"bob"')) ?? ''
    const carol = JSON.parse(bob)
    Object.assign(carol, { username: 'carol', sub: '6e0f0a4e-7f5d-4a0e-8c3e-0d2f3a1b4c5d' })
    carol.attributes.email = 'carol@example.com'
    const more = [...lines.slice(0, -1), JSON.stringify(carol), '{"type":"end","records":12}', '']
    const path = to.write('more.jsonl', more.join('\n'))
    assert.match(
      await to.printedHere('import', path, '--skip-existing'),
      /^Imported 1 of 12 records; 11 were/,
    )
  })

  test('can be encrypted, and is read back with the passphrase alone', async () => {
    const { code, stderr } = await from.here(
      ...['export', '--all', '--output', secretFile, '--passphrase-file', passphraseFile],
    )
    assert.equal(code, 0, stderr)
    assert.equal(stderr, '')
    assert.ok(!readFileSync(secretFile).includes('alice'))
    assert.match((await third.here('import', secretFile)).stderr, /is encrypted: name the passphrase/)
    const wrong = third.write('wrong', 'another passphrase of the tests')
    const refused = await third.here('import', secretFile, '--passphrase-file', wrong)
    assert.match(refused.stderr, /the passphrase is another, or the file is damaged/)
    await third.printedHere('import', secretFile, '--passphrase-file', passphraseFile)
    assert.equal(await third.printedHere('export', '--all'), readFileSync(file, 'utf8'))
  })

  test('is not found under another name', async () => {
    const absent = join(from.folder, 'absent.jsonl')
    const { code, stderr } = await third.here('import', absent)
    assert.equal(code, 1)
    assert.match(
      stderr,
      /^poolhouse: \S+absent\.jsonl can't be read: there is no such file or folder \(ENOENT\)\n$/,
    )
  })

  test('is not imported at all if it is damaged or only part of one', async () => {
    const files = damagedFiles(readFileSync(file, 'utf8').trimEnd().split('\n'))
    for (const [text, why] of files) {
      const path = third.write('damaged.jsonl', text)
      const { code, stderr } = await third.here('import', path)
      assert.equal(code, 1)
      assert.match(stderr, why)
    }
  })
})

function damagedFiles(lines: readonly string[]): [string, RegExp][] {
  const [header = '', ...rest] = lines
  return [
    ['', /is not a Poolhouse export/],
    ['{"users":[]}\n', /line 1 is of no type that this program knows/],
    [`${header}\n`, /only part of an export/],
    [[header, ...rest.slice(0, -1)].join('\n'), /only part of an export/],
    [[header, ...rest.slice(1)].join('\n'), /only part of an export/],
    [[header.replace('"version":1', '"version":2'), ...rest].join('\n'), /has version 2 of the format/],
    [[header, '{"type":"user"}', ...rest].join('\n'), /line 2: userPoolId is missing or malformed/],
    [[header, rest[0]?.slice(0, -5), ...rest.slice(1)].join('\n'), /line 2 is no JSON object/],
    [[...lines, rest[0]].join('\n'), /follows after the end/],
    ...BAD_MEMBERS.map(([members, why]): [string, RegExp] => {
      const user = rest.findIndex((line) => line.startsWith('{"type":"user"'))
      const { password: _, ...record } = JSON.parse(rest[user] ?? '')
      const damaged = rest.with(user, JSON.stringify({ ...record, ...members }))
      return [[header, ...damaged].join('\n'), new RegExp(`line ${user + 2}: ${why}`)]
    }),
  ]
}

/** One that can't be computed, one that costs too much, one of an unknown algorithm, one that is not text. */
const BAD_HASHES: readonly object[] = [
  { algorithm: 'SCRYPT', hash: `65536$1$1$00$${'00'.repeat(32)}` },
  { algorithm: 'PBKDF2_SHA256', hash: `$pbkdf2-sha256$600000$c2FsdA$${'A'.repeat(128)}` },
  { algorithm: 'MD5', hash: '00' },
  { algorithm: 'BCRYPT', hash: 12 },
]

/** Members of a user that are refused, each with the reason. */
const BAD_MEMBERS: readonly (readonly [object, string])[] = [
  ...BAD_HASHES.map((foreignPassword) => [{ foreignPassword }, 'the hash in foreignPassword'] as const),
  [{ mfa: { activated: ['PASSWORD'] } }, 'mfa is missing or malformed'],
  [{ mfa: { activated: [], preferred: 'SMS_MFA' } }, 'mfa is missing or malformed'],
  [{ softwareToken: { secret: 'not base32!', lastUsedStep: 0 } }, 'softwareToken is missing or malformed'],
  [{ softwareToken: { secret: 'A'.repeat(52) } }, 'softwareToken is missing or malformed'],
]

describe('an import that is killed', () => {
  const from = openSite([], {})
  const to = openSite([], {})
  const file = join(from.folder, 'many.jsonl')

  before(async () => {
    const url = await from.serve()
    const userPoolId = await newPool(from.client(url))
    await from.printedHere('populate', '--user-pool-id', userPoolId, '--users', '2500')
    await from.printedHere('export', '--all', '--output', file)
  })

  test('continues where it was, and ends as if it had not been interrupted', async () => {
    await to.printedHere('migrate')
    const database = await openDatabase({ file: join(to.folder, 'data', 'poolhouse.sqlite') })
    const position = async () =>
      Number((await database.first<{ position: string }>('select position from moves'))?.position ?? 0)
    for (const reached of [1, 1500]) {
      // However quick the machine is, the import stays in the batch after this position until it is killed.
      await database.script(`
        create view no_end as
          with recursive numbers (n) as (select 1 union all select n + 1 from numbers) select n from numbers;
        create trigger stay after insert on users
          when (select max(cast(position as integer)) from moves) > ${reached + 700}
          begin select count(*) from no_end; end`)
      const { child, ended } = to.start('import', file)
      while (child.exitCode === null && (await position()) < reached) await pause(5)
      child.kill('SIGKILL')
      assert.equal((await ended).code, null, 'ended before it was killed')
      await database.script('drop trigger stay; drop view no_end')
    }
    const left = await position()
    await database.close()
    assert.ok(left >= 1500 && left < 2500, `killed at ${left}`)
    const outcome = await to.printedHere('import', file)
    assert.match(outcome, new RegExp(`; 0 were there already, after ${left} of an earlier run`))
    assert.equal(await to.printedHere('export', '--all'), readFileSync(file, 'utf8'))
  })
})
