import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Role, Session, User } from '../../../src/domain/iam/principal.ts'
import { type AuditedCall, auditEvent } from '../../../src/wire/audit-record.ts'
import { ACCOUNT, REGION, ROOT, usePoolhouse } from '../../support/poolhouse.ts'
import { newPool } from '../../support/pools.ts'
import { recordOf, recordsOf, text } from './audit-records.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const house = usePoolhouse()
let UserPoolId: string
let ClientId: string

before(async () => {
  UserPoolId = await newPool(house.client())
  const { json } = await house.call('CreateUserPoolClient', { UserPoolId, ClientName: 'client' })
  ClientId = json.UserPoolClient.ClientId
})

describe('a record', () => {
  test('of a success has the members of the service in their order', async () => {
    const answer = await house.call('CreateGroup', { UserPoolId, GroupName: 'frame' })
    assert.deepEqual(Object.keys(await recordOf(house, answer)), [
      'eventVersion',
      'userIdentity',
      'eventTime',
      'eventSource',
      'eventName',
      'awsRegion',
      'sourceIPAddress',
      'userAgent',
      'requestParameters',
      'responseElements',
      'requestID',
      'eventID',
      'readOnly',
      'eventType',
      'managementEvent',
      'recipientAccountId',
      'eventCategory',
    ])
  })

  test('of a refusal has code and text of the error before the request, and no answer', async () => {
    const answer = await house.call('DeleteGroup', { UserPoolId, GroupName: 'none' })
    const record = await recordOf(house, answer)
    const names = Object.keys(record)
    const place = names.indexOf('userAgent')
    assert.deepEqual(names.slice(place + 1, place + 5), [
      'errorCode',
      'errorMessage',
      'requestParameters',
      'responseElements',
    ])
    assert.equal(record.errorCode, 'ResourceNotFoundException')
    assert.equal(record.errorMessage, 'Group not found.')
    assert.equal(text(record.requestParameters), text({ groupName: 'none', userPoolId: UserPoolId }))
    assert.equal(record.responseElements, null)
  })

  test('shows what was called, when and from where', async () => {
    const earliest = Math.floor(Date.now() / 1000) * 1000
    const headers = { 'user-agent': 'auditor/1.0' }
    const answer = await house.call('CreateGroup', { UserPoolId, GroupName: 'staff' }, { headers })
    const { userIdentity, eventTime, requestParameters, responseElements, requestID, eventID, ...rest } =
      await recordOf(house, answer)
    assert.deepEqual(rest, {
      eventVersion: '1.11',
      eventSource: 'cognito-idp.amazonaws.com',
      eventName: 'CreateGroup',
      awsRegion: REGION,
      sourceIPAddress: '127.0.0.1',
      userAgent: 'auditor/1.0',
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: ACCOUNT,
      eventCategory: 'Management',
    })
    assert.match(eventTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    assert.ok(Date.parse(eventTime) >= earliest && Date.parse(eventTime) <= Date.now())
    assert.match(requestID, UUID)
    assert.match(eventID, UUID)
    assert.notEqual(eventID, requestID)
  })

  test('keeps 512 characters of a client that names itself at length', async () => {
    const headers = { 'user-agent': 'Chrome/1 '.repeat(1000) }
    const answer = await house.call('CreateGroup', { UserPoolId, GroupName: 'lengthy' }, { headers })
    assert.equal((await recordOf(house, answer)).userAgent, 'Chrome/1 '.repeat(1000).slice(0, 512))
  })

  test('ends with the host that the caller asked for if the connection is encrypted', () => {
    const { record } = auditEvent('id', signedBy(undefined, true), { answer: undefined })
    assert.equal(
      text(Object.entries(record).at(-1)),
      text(['tlsDetails', { clientProvidedHostHeader: 'auth.example.com' }]),
    )
    const plain = auditEvent('id', signedBy(undefined, false), { answer: undefined })
    assert.equal(text(plain.record).includes('tlsDetails'), false)
  })
})

describe('the identity in a record', () => {
  test('is anonymous for an open operation, and never the owner of the pool', async () => {
    for (const signed of [false, true]) {
      const input = { ClientId, Username: `signed-${signed}`, Password: 'Correct-Horse-7' }
      const { userIdentity } = await recordOf(house, await house.call('SignUp', input, { signed }))
      assert.equal(text(userIdentity), text({ type: 'Unknown', principalId: 'Anonymous' }))
    }
  })

  test('of a user of the account has the members of the service in their order', async () => {
    const statement = { Effect: 'Allow', Action: 'cognito-idp:*', Resource: '*' }
    const credentials = await house.userWith({ Version: '2012-10-17', Statement: statement }, 'auditor')
    const answer = await house.call('CreateGroup', { UserPoolId, GroupName: 'identity' }, { credentials })
    const { userIdentity } = await recordOf(house, answer)
    const { principalId } = userIdentity
    assert.match(principalId, /^AIDA[A-Z2-7]{17}$/)
    assert.equal(
      text(userIdentity),
      text({
        type: 'IAMUser',
        principalId,
        arn: `arn:aws:iam::${ACCOUNT}:user/auditor`,
        accountId: ACCOUNT,
        accessKeyId: credentials.accessKeyId,
        userName: 'auditor',
      }),
    )
  })

  test('of the root is the account', async () => {
    const answer = await house.call('CreateGroup', { UserPoolId, GroupName: 'root' })
    assert.equal(
      text((await recordOf(house, answer)).userIdentity),
      text({
        type: 'Root',
        principalId: ACCOUNT,
        arn: `arn:aws:iam::${ACCOUNT}:root`,
        accountId: ACCOUNT,
        accessKeyId: ROOT.accessKeyId,
      }),
    )
  })

  const identity = { accountId: ACCOUNT, path: '/', tags: {}, policies: [] }
  const role: Role = { ...identity, kind: 'role', name: 'deployer', principalId: 'AROATESTTESTTESTTESTT' }
  const user: User = { ...identity, kind: 'user', name: 'auditor', principalId: 'AIDATESTTESTTESTTESTT' }
  const session: Session = { name: 'monday', issuedAt: 0, mfaAuthenticated: false }

  for (const [title, principal, type, principalId, arn] of [
    ['a role', role, 'AssumedRole', `${role.principalId}:monday`, 'assumed-role/deployer/monday'],
    ['a federated user', user, 'FederatedUser', `${ACCOUNT}:monday`, 'federated-user/monday'],
  ] as const) {
    test(`of the session of ${title} names the session`, () => {
      const { record } = auditEvent('id', signedBy({ principal, session }), { answer: undefined })
      assert.equal(
        text(record.userIdentity),
        text({
          type,
          principalId,
          arn: `arn:aws:sts::${ACCOUNT}:${arn}`,
          accountId: ACCOUNT,
          accessKeyId: 'ASIATEST',
        }),
      )
    })
  }
})

const ELSEWHERE = { Effect: 'Allow', Action: 'cognito-idp:ListUserPools', Resource: '*' }

describe('the trail', () => {
  test('keeps changes and leaves out reads, also those that fail', async () => {
    const changed = await house.call('UpdateUserPoolClient', { UserPoolId, ClientId })
    assert.equal((await recordOf(house, changed)).readOnly, false)
    for (const input of [
      { UserPoolId, ClientId },
      { UserPoolId, ClientId: 'nobody' },
    ]) {
      assert.deepEqual(await recordsOf(house, await house.call('DescribeUserPoolClient', input)), [])
    }
  })

  test('shows a read that was denied, as what it is', async () => {
    const credentials = await house.userWith({ Version: '2012-10-17', Statement: ELSEWHERE })
    const answer = await house.call('DescribeUserPool', { UserPoolId }, { credentials })
    const { readOnly, eventName } = await recordOf(house, answer)
    assert.deepEqual([readOnly, eventName], [true, 'DescribeUserPool'])
  })
})

/** A call as the wire passes it on. */
function signedBy(
  caller: NonNullable<AuditedCall['signatory']>['caller'] | undefined,
  secure = false,
): AuditedCall {
  return {
    operation: 'DeleteGroup',
    request: {
      method: 'POST',
      path: '/',
      query: '',
      headers: [['host', 'auth.example.com']],
      body: Buffer.from(''),
      remoteAddress: '192.0.2.1',
      secure,
    },
    requestId: 'request',
    now: 0,
    region: REGION,
    account: ACCOUNT,
    input: {},
    signatory: caller && { caller, accessKeyId: 'ASIATEST' },
  }
}
