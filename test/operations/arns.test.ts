import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { ARN_RULES } from '../../src/domain/arns/arn-rules.ts'
import { type ArnPlace, arnPlaces } from '../support/arn-members.ts'
import { ACCOUNT, REGION, usePoolhouse } from '../support/poolhouse.ts'

// Every ARN that a request can have is checked against one table, for every operation that takes it. (D6, D13, D14)

const places = arnPlaces()

describe('the table of ARNs', () => {
  test('has a row for every member of the contract that takes one, and no other', () => {
    const members = [...new Set(places.map(({ member }) => member))].sort()
    assert.deepEqual(members, Object.keys(ARN_RULES).sort())
  })
})

type Refusal = readonly [type: string, message: string]

/** A valid ARN of the kind, and the service's error for one from elsewhere; undefined if such an ARN is accepted. */
interface Kind {
  readonly arn: string
  readonly what: string
  /** Whether every name is one of the kind. */
  readonly anyResource?: true
  readonly otherRegion?: Refusal
  readonly otherAccount?: Refusal
}

const OTHER_REGION = 'ap-northeast-1'
const OTHER_ACCOUNT = '999999999999'
const NOT_FOUND = 'ResourceNotFoundException'
const INVALID = 'InvalidParameterException'
const POOL = `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/`

const CERTIFICATE_UNUSABLE =
  "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain."

const kinds: Readonly<Record<string, Kind>> = {
  role: {
    arn: `arn:aws:iam::${ACCOUNT}:role/some/role`,
    what: 'an IAM role',
    otherAccount: ['AccessDeniedException', 'Cross-account pass role is not allowed.'],
  },
  function: {
    arn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:f:alias`,
    what: 'a Lambda function',
    otherRegion: [INVALID, 'Cross-region lambda functions are not supported'],
  },
  key: {
    arn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/mrk-1`,
    what: 'a KMS key',
    otherRegion: [
      INVALID,
      'Encountered error when CreateGrant was attempted on the input KMS key - Invalid arn ap-northeast-1',
    ],
  },
  identity: {
    arn: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/a@example.com`,
    what: 'an SES identity',
    otherRegion: [
      INVALID,
      'Provided SourceArn must be in one of the following SES regions: eu-west-1, us-east-1, us-west-2.',
    ],
    otherAccount: ['NotAuthorizedException', 'Email arn does not belong to your account.'],
  },
  notifier: {
    arn: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/a@example.com`,
    what: 'an SES identity',
    otherRegion: [
      INVALID,
      'Invalid NotifyConfiguration.SourceArn. Provided SourceArn must be in one of the following SES regions: eu-west-1, us-east-1, us-west-2.',
    ],
    otherAccount: ['NotAuthorizedException', 'Email arn does not belong to your account.'],
  },
  project: {
    arn: `arn:aws:mobiletargeting:${REGION}:${ACCOUNT}:apps/a1`,
    what: 'a Pinpoint project',
    otherRegion: [
      INVALID,
      'The integration with Pinpoint is not supported for the requested ap-northeast-1 region.',
    ],
  },
  certificate: {
    arn: `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/c`,
    what: 'an ACM certificate',
    otherRegion: [INVALID, CERTIFICATE_UNUSABLE],
    otherAccount: [INVALID, CERTIFICATE_UNUSABLE],
  },
  logGroup: { arn: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:pool`, what: 'a CloudWatch log group' },
  stream: {
    arn: `arn:aws:firehose:${REGION}:${ACCOUNT}:deliverystream/logs`,
    what: 'a Data Firehose stream',
  },
  bucket: { arn: 'arn:aws:s3:::logs', what: 'an S3 bucket', anyResource: true },
  pool: {
    arn: POOL,
    what: 'a user pool',
    otherRegion: [NOT_FOUND, 'User pool <id> does not exist.'],
    otherAccount: [NOT_FOUND, 'User pool <id> does not exist.'],
  },
}

function kindOf(member: string): Kind {
  const [structure = '', name = ''] = member.split('.')
  const kind =
    structure === 'NotifyConfigurationType'
      ? 'notifier'
      : [
          [/^CertificateArn$/, 'certificate'],
          [/^KMSKeyID$|^KmsKeyArn$/, 'key'],
          [/^ApplicationArn$/, 'project'],
          [/^SourceArn$/, 'identity'],
          [/^ResourceArn$/, 'pool'],
          [/^LogGroupArn$/, 'logGroup'],
          [/^StreamArn$/, 'stream'],
          [/^BucketArn$/, 'bucket'],
          [/RoleArn$|CallerArn$/, 'role'],
        ].find(([pattern]) => (pattern as RegExp).test(name))?.[1]
  if (kind === undefined)
    assert.match(structure, /Lambda|^PreTokenGeneration/, `${member} has no kind in this test`)
  const found = kinds[String(kind ?? 'function')]
  assert.ok(found)
  return found
}

const house = usePoolhouse()
let UserPoolId: string
let poolWithMfa: string
let guardedPool: string
let ClientId: string

before(async () => {
  const { json } = await house.call('CreateUserPool', { PoolName: 'pool' })
  UserPoolId = json.UserPool.Id
  const guarded = { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } }
  guardedPool = (await house.call('CreateUserPool', { PoolName: 'guarded', ...guarded })).json.UserPool.Id
  const other = await house.call('CreateUserPool', { PoolName: 'with MFA' })
  poolWithMfa = other.json.UserPool.Id
  const client = await house.call('CreateUserPoolClient', { UserPoolId, ClientName: 'web' })
  ClientId = client.json.UserPoolClient.ClientId
  const CustomDomainConfig = { CertificateArn: kinds.certificate?.arn }
  const updated = { UserPoolId: poolWithMfa, Domain: 'auth.updated.example', CustomDomainConfig }
  await house.call('CreateUserPoolDomain', updated)
  await house.call('CreateGroup', { UserPoolId, GroupName: 'group' })
})

type Members = Record<string, unknown>
let names = 0

/** The other members that each operation needs. */
const inputs: Readonly<Record<string, () => Members>> = {
  CreateGroup: () => ({ UserPoolId, GroupName: `group-${names++}` }),
  CreateUserImportJob: () => ({ UserPoolId, JobName: 'job' }),
  CreateUserPool: () => ({ PoolName: 'pool' }),
  CreateUserPoolClient: () => ({ UserPoolId, ClientName: 'client' }),
  CreateUserPoolDomain: () => ({ UserPoolId, Domain: 'auth.created.example' }),
  ListTagsForResource: () => ({}),
  SetLogDeliveryConfiguration: () => ({ UserPoolId: guardedPool }),
  SetRiskConfiguration: () => ({ UserPoolId: guardedPool }),
  SetUserPoolMfaConfig: () => ({ UserPoolId: poolWithMfa, MfaConfiguration: 'OPTIONAL' }),
  TagResource: () => ({ Tags: { a: 'b' } }),
  UntagResource: () => ({ TagKeys: ['a'] }),
  UpdateGroup: () => ({ UserPoolId, GroupName: 'group' }),
  UpdateUserPool: () => ({ UserPoolId }),
  UpdateUserPoolClient: () => ({ UserPoolId, ClientId }),
  UpdateUserPoolDomain: () => ({ UserPoolId: poolWithMfa, Domain: 'auth.updated.example' }),
}

/** The other members of the structure that contains the ARN, by the member that holds the structure. */
const siblings: Readonly<Record<string, Members>> = {
  AccountTakeoverRiskConfiguration: { Actions: {} },
  CustomEmailSender: { LambdaVersion: 'V1_0' },
  CustomSMSSender: { LambdaVersion: 'V1_0' },
  EmailConfiguration: { EmailSendingAccount: 'DEVELOPER' },
  InboundFederation: { LambdaVersion: 'V1_0' },
  LambdaConfig: { KMSKeyID: kinds.key?.arn },
  PreTokenGenerationConfig: { LambdaVersion: 'V1_0' },
}

const NOTIFICATION = { EventSource: 'userNotification', LogLevel: 'ERROR' }
const EVENTS = { EventSource: 'userAuthEvents', LogLevel: 'INFO' }

function inputWith({ operation, path }: ArnPlace, arn: string): Members {
  const input = inputs[operation]
  assert.ok(input, `${operation} has no input in this test`)
  const isByRole = path.join('.') === 'AnalyticsConfiguration.RoleArn'
  const analytics = isByRole ? { ApplicationId: 'a1', ExternalId: 'x' } : {}
  let value: unknown = arn
  for (const [depth, name] of [...path.entries()].reverse()) {
    if (name === '0') {
      value = [value]
      continue
    }
    const holder = path[depth - 1]
    const log = name === 'CloudWatchLogsConfiguration' ? NOTIFICATION : EVENTS
    const entry = holder === '0' ? log : undefined
    const beside = holder === undefined ? input() : (entry ?? siblings[holder] ?? (isByRole ? analytics : {}))
    value = { ...beside, [name]: value }
  }
  return value as Members
}

async function refusalOf(place: ArnPlace, arn: string): Promise<Refusal | undefined> {
  const { status, json, text } = await house.call(place.operation, inputWith(place, arn))
  if (status === 200) return undefined
  return [json.__type, String(json.message ?? json.Message ?? text).replaceAll(UserPoolId, '<id>')]
}

for (const place of places) {
  describe(`${place.path.join('.')} of ${place.operation}`, () => {
    const { arn: pattern, what, anyResource, otherRegion, otherAccount } = kindOf(place.member)
    const good = () => (pattern === POOL ? `${pattern}${UserPoolId}` : pattern)

    test('takes what it is for', async () => {
      assert.equal(await refusalOf(place, good()), undefined)
    })

    test('takes nothing else', async () => {
      const others = anyResource
        ? ['arn:aws:sqs:::a-queue']
        : [`arn:aws:sqs:${REGION}:${ACCOUNT}:a-queue`, `${good().split(':', 5).join(':')}:something-else`]
      for (const other of others) {
        assert.deepEqual(await refusalOf(place, other), [INVALID, `${other} is not the ARN of ${what}.`])
      }
    })

    test('refuses another region with the error of the service', async () => {
      const elsewhere = good().replace(`:${REGION}:`, `:${OTHER_REGION}:`)
      assert.deepEqual(await refusalOf(place, elsewhere), otherRegion)
    })

    test('refuses another account with the error of the service', async () => {
      const foreign = good().replace(`:${ACCOUNT}:`, `:${OTHER_ACCOUNT}:`)
      assert.deepEqual(await refusalOf(place, foreign), otherAccount)
    })
  })
}
