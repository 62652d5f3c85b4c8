// Users of the former pool with second factors. A proxy adds to the responses of that pool what the real service returns for
// such users.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { AdminGetUserCommand, SetUserPoolMfaConfigCommand } from '@aws-sdk/client-cognito-identity-provider'
import { openSite } from '../cli/run-command.ts'
import {
  AWS,
  type FormerPoolAtAws,
  movingFrom,
  newFormerPool,
  newFormerUser,
  openFormerSide,
  PASSWORD,
  signInThrough,
} from './former-side.ts'

const old = openFormerSide()
let service: Server
let url: string
let isRefused = false

/** The response of the service if it differs. */
function changed(operation: string, input: string, answer: Buffer): object | undefined {
  const { Username, AuthParameters } = JSON.parse(input)
  if (operation === 'AdminGetUser' && Username === 'alice') {
    const UserMFASettingList = ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SMS_MFA']
    return { ...JSON.parse(answer.toString()), UserMFASettingList, PreferredMfaSetting: 'SMS_MFA' }
  }
  if (operation === 'InitiateAuth' && AuthParameters.USERNAME === 'alice') {
    return { ChallengeName: 'SOFTWARE_TOKEN_MFA', ChallengeParameters: {}, Session: 'of the former pool' }
  }
  return undefined
}

before(async () => {
  service = createServer(async (incoming, outgoing) => {
    const body = Buffer.concat(await incoming.toArray())
    const operation = String(incoming.headers['x-amz-target']).split('.')[1] ?? ''
    if (isRefused && operation === 'AdminGetUser') {
      outgoing.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' })
      outgoing.end(JSON.stringify({ __type: 'AccessDeniedException', Message: 'not allowed' }))
      return
    }
    const asked = request(old.house.url, { method: 'POST', headers: incoming.headers })
    asked.end(body)
    const [response] = await once(asked, 'response')
    const answer = Buffer.concat(await response.toArray())
    const other = changed(operation, body.toString(), answer)
    const { 'content-length': _, ...headers } = response.headers
    outgoing.writeHead(response.statusCode, headers)
    outgoing.end(other ? JSON.stringify(other) : answer)
  })
  service.listen(0, '127.0.0.1')
  await once(service, 'listening')
  url = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
})
after(() => service.close())

/** Users may have a second factor, but need none. */
async function poolWithMfa(): Promise<FormerPoolAtAws> {
  const pool = await newFormerPool(old)
  const SoftwareTokenMfaConfiguration = { Enabled: true }
  const input = {
    UserPoolId: pool.UserPoolId,
    MfaConfiguration: 'OPTIONAL',
    SoftwareTokenMfaConfiguration,
  } as const
  await old.owner.send(new SetUserPoolMfaConfigCommand(input))
  return pool
}

describe('a second factor that stays behind', () => {
  const site = openSite([], AWS)
  const report = join(site.folder, 'report.json')
  const tallyOf = () => JSON.parse(readFileSync(report, 'utf8')).tally
  let pool: FormerPoolAtAws
  let ofAlice: object
  before(async () => {
    pool = await poolWithMfa()
    const input = { UserPoolId: pool.UserPoolId, Username: 'alice' }
    const { UserAttributes = [] } = await old.owner.send(new AdminGetUserCommand(input))
    const sub = UserAttributes.find(({ Name }) => Name === 'sub')?.Value
    ofAlice = { sub, username: 'alice', factors: ['SOFTWARE_TOKEN_MFA'] }
  })

  test('is planned for', async () => {
    const text = await site.printedHere(...movingFrom(url, pool, '--plan'))
    assert.match(
      text,
      /second factors \(MFA is OPTIONAL\)\n {4}the setting is kept, .* name the users who have an app/,
    )
    assert.doesNotMatch(text, /settings kept without effect/)
  })

  test('is reported for each user by a dry run, and by the move', async () => {
    await site.printedHere(...movingFrom(url, pool, '--dry-run', '--report', report))
    assert.deepEqual(tallyOf().secondFactors, { users: 1, named: [ofAlice], unknown: 0 })
    const text = await site.printedHere(...movingFrom(url, pool, '--report', report))
    assert.match(text, /\nUsers whose authenticator app stays behind\n {2}- \S+ alice: SOFTWARE_TOKEN_MFA\n/)
    assert.deepEqual(tallyOf().secondFactors, { users: 1, named: [ofAlice], unknown: 0 })
  })

  test('is mentioned in the log when the password of its user arrives, who has the other factors', async () => {
    const server = site.start('serve', '--port', '0')
    while (!server.output.stderr.includes('"message":"Ready"'))
      await once(server.child.stderr ?? server.child, 'data')
    const [, port] = /"port":(\d+),/.exec(server.output.stderr) ?? []
    const here = site.client(`http://127.0.0.1:${port}`)
    for (const name of ['alice', 'alice', 'bob']) {
      assert.ok((await here.send(signInThrough(pool.open, name, PASSWORD))).AuthenticationResult)
    }
    const logged = server.output.stderr
      .split('\n')
      .filter((line) => line.includes('second factor of a user'))
      .map((line) => JSON.parse(line))
    const input = { UserPoolId: pool.UserPoolId, Username: 'alice' }
    const { UserMFASettingList, PreferredMfaSetting } = await here.send(new AdminGetUserCommand(input))
    assert.deepEqual([UserMFASettingList, PreferredMfaSetting], [['SMS_MFA', 'EMAIL_OTP'], 'SMS_MFA'])
    assert.deepEqual(
      logged.map(({ username, challenge }) => [username, challenge]),
      [['alice', 'SOFTWARE_TOKEN_MFA']],
    )
  })

  test('is not asked about twice, nor for users who are here', async () => {
    await newFormerUser(old, pool.UserPoolId, 'carol')
    isRefused = true
    await site.printedHere(...movingFrom(url, pool, '--resume', '--report', report))
    isRefused = false
    assert.deepEqual(tallyOf().secondFactors, { users: 0, named: [], unknown: 1 })
  })

  test('is unknown if asking is refused or not wanted', async () => {
    const other = await poolWithMfa()
    isRefused = true
    const text = await site.printedHere(...movingFrom(url, other, '--dry-run'))
    isRefused = false
    assert.match(text, /- unknown of 2 users: AdminGetUser was refused/)
    await site.printedHere(...movingFrom(url, other, '--dry-run', '--skip-factors', '--report', report))
    assert.deepEqual(tallyOf().secondFactors, { users: 0, named: [], unknown: 2 })
  })
})
