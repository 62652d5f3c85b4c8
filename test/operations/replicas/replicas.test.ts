import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { json } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import {
  CreateUserPoolReplicaCommand,
  type CreateUserPoolReplicaCommandInput,
  DeleteUserPoolReplicaCommand,
  ListUserPoolReplicasCommand,
  ListUserPoolsCommand,
  UpdateUserPoolCommand,
  UpdateUserPoolReplicaCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { OperationName } from '../../../src/contract/generated/types.ts'
import { model } from '../../../src/contract/model.ts'
import { isEnabledIn } from '../../../src/domain/replicas/enabled-in-replica.ts'
import { registry } from '../../../src/operations/registry.ts'
import { ACCOUNT, type Poolhouse, REGION, startPoolhouse, usePoolhouse } from '../../support/poolhouse.ts'
import { newClient, newPool, newUser, PASSWORD, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { lastRecord } from '../clients/clients.ts'
import { NO_POOL, POOL_NOT_FOUND } from '../domains/fixtures.ts'
import { testAccess } from '../user-pools/signed-access.ts'

const house = usePoolhouse()
const root = house.client()

const OTHER = 'eu-west-1'
const KmsKeyArn = `arn:aws:kms:${REGION}:${ACCOUNT}:key/mrk-1`
const READY = {
  UserPoolTier: 'ESSENTIALS',
  KeyConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn },
  IssuerConfiguration: { Type: 'UPDATED' },
} as const

type Rest = Partial<CreateUserPoolReplicaCommandInput>

async function create(UserPoolId: string, RegionName = OTHER, rest: Rest = {}) {
  return (await root.send(new CreateUserPoolReplicaCommand({ UserPoolId, RegionName, ...rest })))
    .UserPoolReplica
}

async function update(UserPoolId: string, Status: 'ACTIVE' | 'INACTIVE', RegionName = OTHER) {
  const command = new UpdateUserPoolReplicaCommand({ UserPoolId, RegionName, Status })
  return (await root.send(command)).UserPoolReplica
}

async function remove(UserPoolId: string, RegionName = OTHER) {
  return (await root.send(new DeleteUserPoolReplicaCommand({ UserPoolId, RegionName }))).UserPoolReplica
}

async function replicasOf(UserPoolId: string, NextToken?: string) {
  const input = { UserPoolId, ...(NextToken === undefined ? {} : { NextToken }) }
  return (await root.send(new ListUserPoolReplicasCommand(input))).UserPoolReplicas
}

async function replicated(): Promise<string> {
  const UserPoolId = await newPool(root, READY)
  await create(UserPoolId)
  return UserPoolId
}

const shown = (UserPoolId: string, Status: string) => ({
  RegionName: OTHER,
  Status,
  Role: 'SECONDARY',
  UserPoolArn: poolArn(UserPoolId).replace(REGION, OTHER),
})

const NO_REPLICA = (UserPoolId: string) =>
  ['ResourceNotFoundException', `User pool ${UserPoolId} has no replica in ${OTHER}.`] as const

const CREATES_POOLS = {
  Action: 'cognito-idp:CreateUserPool',
  Resource: `arn:aws:cognito-idp:${OTHER}:${ACCOUNT}:userpool/*`,
}

const inputs: Partial<Record<OperationName, object>> = {
  CreateUserPoolReplica: { RegionName: OTHER },
  UpdateUserPoolReplica: { RegionName: OTHER, Status: 'ACTIVE' },
  DeleteUserPoolReplica: { RegionName: OTHER },
  ListUserPoolReplicas: {},
}
for (const [operation, input] of Object.entries(inputs) as [OperationName, object][]) {
  describe(`access to ${operation}`, () => {
    testAccess({
      operation,
      house: () => house,
      async input() {
        const fresh = operation === 'CreateUserPoolReplica'
        return { UserPoolId: fresh ? await newPool(root, READY) : await replicated(), ...input }
      },
      resource: ({ UserPoolId }: { UserPoolId: string }) => poolArn(UserPoolId),
      ...(operation === 'CreateUserPoolReplica' && { besides: CREATES_POOLS }),
    })
  })
}

describe('CreateUserPoolReplica', () => {
  test('answers that it is being created; it is inactive then', async () => {
    const UserPoolId = await newPool(root, READY)
    assert.deepEqual(await create(UserPoolId), shown(UserPoolId, 'CREATING'))
    assert.deepEqual(await replicasOf(UserPoolId), [
      shown(UserPoolId, 'INACTIVE'),
      { RegionName: REGION, Status: 'ACTIVE', Role: 'PRIMARY', UserPoolArn: poolArn(UserPoolId) },
    ])
    const { responseElements } = await lastRecord(house, 'CreateUserPoolReplica')
    assert.equal(responseElements.userPoolReplica.regionName, OTHER)
  })

  test('needs a higher tier, a multi-Region key, and the newer issuer', async () => {
    const { KeyConfiguration, IssuerConfiguration, UserPoolTier } = READY
    await refuses(
      create(await newPool(root, { ...READY, UserPoolTier: 'LITE' })),
      'FeatureUnavailableInTierException',
      'The following feature is not available for the LITE pricing tier configured: Multi-Region Replication',
    )
    await refuses(
      create(await newPool(root, { UserPoolTier, IssuerConfiguration })),
      'InvalidParameterException',
      'A user pool with replicas needs a customer managed multi-Region KMS key.',
    )
    await refuses(
      create(await newPool(root, { UserPoolTier, KeyConfiguration })),
      'InvalidParameterException',
      'A user pool with replicas needs IssuerConfiguration.Type UPDATED.',
    )
  })

  test('refuses the own region of the pool, what is none, and a second replica', async () => {
    const UserPoolId = await replicated()
    for (const region of [REGION, 'somewhere']) {
      await refuses(
        create(UserPoolId, region),
        'InvalidParameterException',
        `${region} can not be the region of a replica of this user pool.`,
      )
    }
    for (const region of [OTHER, 'eu-central-1']) {
      await refuses(
        create(UserPoolId, region),
        'LimitExceededException',
        'A user pool can not have more than one replica.',
      )
    }
  })

  test('refuses a name of a region that is too short or too long', async () => {
    const UserPoolId = await newPool(root, READY)
    for (const [region, bound] of [
      ['eu-1', 'greater than or equal to 5'],
      ['x'.repeat(33), 'less than or equal to 32'],
    ] as const) {
      await refuses(
        create(UserPoolId, region),
        'InvalidParameterException',
        `1 validation error detected: Value '${region}' at 'regionName' failed to satisfy constraint: Member must have length ${bound}`,
      )
    }
  })

  test('needs the permission to create pools in the other region', async () => {
    const UserPoolId = await newPool(root, READY)
    const credentials = await house.userWith({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'cognito-idp:*', Resource: `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:*` },
      ],
    })
    const input = { UserPoolId, RegionName: OTHER }
    const { json } = await house.call('CreateUserPoolReplica', input, { credentials })
    assert.equal(json.__type, 'AccessDeniedException')
    assert.match(json.Message, /cognito-idp:CreateUserPool on resource: arn:aws:cognito-idp:eu-west-1:/)
    assert.equal((await replicasOf(UserPoolId))?.length, 1)
  })

  test('refuses tags that are reserved', async () => {
    await refuses(
      create(await newPool(root, READY), OTHER, { UserPoolTags: { 'aws:x': 'y' } }),
      'UserPoolTaggingException',
      'Tag keys can not start with aws:.',
    )
  })

  test('refuses a pool that does not exist', () => refuses(create(NO_POOL), ...POOL_NOT_FOUND))
})

describe('UpdateUserPoolReplica', () => {
  test('activates and deactivates', async () => {
    const UserPoolId = await replicated()
    for (const status of ['ACTIVE', 'INACTIVE'] as const) {
      assert.deepEqual(await update(UserPoolId, status), shown(UserPoolId, status))
      const listed = await replicasOf(UserPoolId)
      assert.equal(listed?.find(({ Role }) => Role === 'SECONDARY')?.Status, status)
    }
  })

  test('keeps the pool from LITE as long as it has a replica', async () => {
    const UserPoolId = await replicated()
    const { KeyConfiguration: _, ...rest } = READY
    await refuses(
      root.send(new UpdateUserPoolCommand({ UserPoolId, ...rest, UserPoolTier: 'LITE' })),
      'TierChangeNotAllowedException',
      'The following features need to be disabled for the LITE pricing tier configured: Multi-Region Replication',
    )
    await remove(UserPoolId)
    await root.send(new UpdateUserPoolCommand({ UserPoolId, ...rest, UserPoolTier: 'LITE' }))
  })

  test('refuses a status that cannot be set, a region without a replica, and a pool that does not exist', async () => {
    const UserPoolId = await newPool(root, READY)
    await assert.rejects(update(UserPoolId, 'DELETING' as never), { name: 'InvalidParameterException' })
    await refuses(update(UserPoolId, 'ACTIVE'), ...NO_REPLICA(UserPoolId))
    await refuses(update(NO_POOL, 'ACTIVE'), ...POOL_NOT_FOUND)
  })
})

describe('DeleteUserPoolReplica', () => {
  test('deletes one that is inactive, and no other', async () => {
    const UserPoolId = await replicated()
    await update(UserPoolId, 'ACTIVE')
    await refuses(
      remove(UserPoolId),
      'InvalidParameterException',
      `The replica in ${OTHER} is ACTIVE. Only a replica that is INACTIVE can be deleted.`,
    )
    await update(UserPoolId, 'INACTIVE')
    assert.deepEqual(await remove(UserPoolId), shown(UserPoolId, 'DELETING'))
    assert.equal((await replicasOf(UserPoolId))?.length, 1)
    await refuses(remove(UserPoolId), ...NO_REPLICA(UserPoolId))
  })

  test('refuses a pool that does not exist', () => refuses(remove(NO_POOL), ...POOL_NOT_FOUND))
})

describe('ListUserPoolReplicas', () => {
  test('shows the own region of a pool without replicas', async () => {
    const UserPoolId = await newPool(root)
    const own = { RegionName: REGION, Status: 'ACTIVE', Role: 'PRIMARY', UserPoolArn: poolArn(UserPoolId) }
    assert.deepEqual(await replicasOf(UserPoolId), [own])
  })

  test('refuses a page token, as it issues none, and a pool that does not exist', async () => {
    await refuses(
      replicasOf(await newPool(root), 'token'),
      'InvalidParameterException',
      'Provided pagination token is invalid. Check the token and try your request again.',
    )
    await refuses(replicasOf(NO_POOL), ...POOL_NOT_FOUND)
  })
})

test('ListUserPools shows the regions of replicas, for each pool its own', async () => {
  const [without, UserPoolId] = [await newPool(root, READY), await replicated()]
  const { UserPools = [] } = await root.send(new ListUserPoolsCommand({ MaxResults: 60 }))
  const regionsOf = (id: string) => UserPools.find(({ Id }) => Id === id)?.ReplicaRegions
  assert.deepEqual(regionsOf(UserPoolId), [OTHER])
  assert.equal(regionsOf(without), undefined)
})

describe('the region of a replica', () => {
  const there = (operation: string, input: object) => house.call(operation, input, { region: OTHER })
  const primaryOnly = (member: string) => ({
    __type: 'InvalidParameterException',
    message: `${member} can only be changed in the primary region of the user pool.`,
  })

  test('describes the pool with the ARN and the tags of the replica', async () => {
    const UserPoolId = await newPool(root, { ...READY, UserPoolTags: { of: 'pool' } })
    await create(UserPoolId, OTHER, { UserPoolTags: { of: 'replica' } })
    const { UserPool } = (await there('DescribeUserPool', { UserPoolId })).json
    assert.equal(UserPool.Arn, poolArn(UserPoolId).replace(REGION, OTHER))
    assert.deepEqual(UserPool.UserPoolTags, { of: 'replica' })
    const { UserPool: own } = (await house.call('DescribeUserPool', { UserPoolId })).json
    assert.equal(own.Arn, poolArn(UserPoolId))
    assert.deepEqual(own.UserPoolTags, { of: 'pool' })
  })

  test('takes e-mail settings, functions and its own tags by UpdateUserPool, and no other change', async () => {
    const UserPoolId = await newPool(root, { ...READY, UserPoolTags: { of: 'pool' } })
    await create(UserPoolId)
    const UserPoolTags = { of: 'replica' }
    const regional = {
      UserPoolId,
      UserPoolTags,
      EmailConfiguration: { ReplyToEmailAddress: 'help@example.com' },
      LambdaConfig: { PreSignUp: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:check` },
    }
    for (const [member, change] of Object.entries({
      PoolName: 'another',
      AutoVerifiedAttributes: ['email'],
      DeletionProtection: 'ACTIVE',
      Policies: { PasswordPolicy: { MinimumLength: 6 } },
      IssuerConfiguration: { Type: 'ORIGINAL' },
    })) {
      const { json } = await there('UpdateUserPool', { ...regional, [member]: change })
      assert.deepEqual(json, primaryOnly(member))
    }
    assert.equal((await there('UpdateUserPool', regional)).status, 200)
    const { UserPool } = (await there('DescribeUserPool', { UserPoolId })).json
    assert.deepEqual(UserPool.UserPoolTags, UserPoolTags)
    assert.equal(UserPool.LambdaConfig.PreSignUp, regional.LambdaConfig.PreSignUp)
    const own = (await house.call('DescribeUserPool', { UserPoolId })).json.UserPool
    assert.deepEqual(own.UserPoolTags, { of: 'pool' })
    assert.equal((await there('UpdateUserPool', { UserPoolId })).status, 200)
    assert.deepEqual(
      (await house.call('UpdateUserPool', { UserPoolId, AutoVerifiedAttributes: ['email'] })).status,
      200,
    )
    assert.deepEqual(
      (await there('UpdateUserPool', { UserPoolId })).json,
      primaryOnly('AutoVerifiedAttributes'),
    )
  })

  test('takes the same second factors as the pool has, and no others', async () => {
    const UserPoolId = await replicated()
    const app = { UserPoolId, MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } }
    const { json } = await there('SetUserPoolMfaConfig', app)
    assert.match(json.message, /can only be changed in the primary region/)
    await house.call('SetUserPoolMfaConfig', app)
    assert.equal((await there('SetUserPoolMfaConfig', app)).status, 200)
  })

  test('takes another sender of risk notifications, and no other change of the risk configuration', async () => {
    const UserPoolId = await newPool(root, {
      ...READY,
      UserPoolTier: 'PLUS',
      UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
    })
    await create(UserPoolId)
    const identity = (name: string) => `arn:aws:ses:${REGION}:${ACCOUNT}:identity/${name}`
    const risk = (SourceArn: string, EventAction: string) => ({
      UserPoolId,
      AccountTakeoverRiskConfiguration: {
        NotifyConfiguration: { SourceArn, From: 'security@example.com' },
        Actions: { HighAction: { Notify: true, EventAction } },
      },
    })
    const refused = primaryOnly('AccountTakeoverRiskConfiguration')
    assert.deepEqual((await there('SetRiskConfiguration', risk(identity('one'), 'BLOCK'))).json, refused)
    await house.call('SetRiskConfiguration', risk(identity('one'), 'BLOCK'))
    assert.deepEqual((await there('SetRiskConfiguration', risk(identity('two'), 'NO_ACTION'))).json, refused)
    assert.deepEqual((await there('SetRiskConfiguration', { UserPoolId })).json, refused)
    const { RiskConfiguration } = (await there('SetRiskConfiguration', risk(identity('two'), 'BLOCK'))).json
    const { NotifyConfiguration, Actions } = RiskConfiguration.AccountTakeoverRiskConfiguration
    assert.equal(NotifyConfiguration.SourceArn, identity('two'))
    assert.equal(Actions.HighAction.EventAction, 'BLOCK')
  })

  test('shows the pool and its users once there is a replica, and not before', async () => {
    const UserPoolId = await newPool(root, READY)
    assert.equal((await there('DescribeUserPool', { UserPoolId })).json.__type, 'ResourceNotFoundException')
    await create(UserPoolId)
    await newUser(root, UserPoolId)
    const { json } = await there('DescribeUserPool', { UserPoolId })
    assert.equal(json.UserPool.Id, UserPoolId)
    assert.equal((await there('ListUsers', { UserPoolId })).json.Users.length, 1)
  })

  test('signs users in once it is active', async () => {
    const UserPoolId = await replicated()
    await newUser(root, UserPoolId)
    const { id: ClientId } = await newClient(root, UserPoolId)
    const AuthParameters = { USERNAME: 'alice', PASSWORD }
    const signIn = { UserPoolId, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters }
    assert.deepEqual((await there('AdminInitiateAuth', signIn)).json, {
      __type: 'OperationNotEnabledException',
      message: 'AdminInitiateAuth is not enabled in this region of the user pool.',
    })
    await there('UpdateUserPoolReplica', { UserPoolId, RegionName: OTHER, Status: 'ACTIVE' })
    const { json } = await there('AdminInitiateAuth', signIn)
    assert.ok(json.AuthenticationResult.AccessToken)
  })

  test('needs the permission for its own ARN', async () => {
    const UserPoolId = await replicated()
    const statement = (Resource: string) => ({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'cognito-idp:DescribeUserPool', Resource }],
    })
    const own = await house.userWith(statement(poolArn(UserPoolId)), 'of-the-primary')
    const other = await house.userWith(
      statement(poolArn(UserPoolId).replace(REGION, OTHER)),
      'of-the-replica',
    )
    const describePool = (credentials: typeof own) =>
      house.call('DescribeUserPool', { UserPoolId }, { credentials, region: OTHER })
    assert.equal((await describePool(own)).json.__type, 'AccessDeniedException')
    assert.equal((await describePool(other)).status, 200)
  })

  test('applies denials by the tags of the pool, whatever those of the replica', async () => {
    const UserPoolId = await newPool(root, { ...READY, UserPoolTags: { env: 'prod' } })
    await create(UserPoolId, OTHER, { UserPoolTags: { env: 'dev' } })
    const credentials = await house.userWith({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'cognito-idp:*', Resource: '*' },
        {
          Effect: 'Deny',
          Action: ['cognito-idp:UpdateUserPool', 'cognito-idp:TagResource'],
          Resource: '*',
          Condition: { StringEquals: { 'aws:ResourceTag/env': 'prod' } },
        },
      ],
    })
    for (const region of [REGION, OTHER]) {
      for (const arn of [poolArn(UserPoolId), poolArn(UserPoolId).replace(REGION, OTHER)]) {
        const tag = { ResourceArn: arn, Tags: { env: 'dev' } }
        const tagged = await house.call('TagResource', tag, { credentials, region })
        assert.equal(tagged.json.__type, 'AccessDeniedException')
      }
      const updated = await house.call('UpdateUserPool', { UserPoolId }, { credentials, region })
      assert.equal(updated.json.__type, 'AccessDeniedException')
    }
    const elsewhere = await house.call('UpdateUserPool', { UserPoolId }, { credentials, region: 'eu-west-2' })
    assert.equal(elsewhere.json.__type, 'ResourceNotFoundException')
  })

  test('refuses every other operation on the pool that declares the error, active or not', async () => {
    const UserPoolId = await replicated()
    await update(UserPoolId, 'ACTIVE')
    let refused = 0
    for (const [name, { errors }] of Object.entries(model.operations)) {
      const operation = registry[name as OperationName]
      const declares = (errors as readonly string[]).includes('OperationNotEnabledException')
      if (!declares || operation.access.kind !== 'iam' || isEnabledIn({ status: 'ACTIVE' }, name)) continue
      const { json } = await there(name, { UserPoolId, ...minimalInput(name) })
      if (json.__type === 'InvalidParameterException') continue // it needs more members
      assert.equal(json.__type, 'OperationNotEnabledException', name)
      refused++
    }
    assert.ok(refused > 15, `${refused} operations`)
  })

  test('does not create or delete replicas', async () => {
    const UserPoolId = await replicated()
    for (const operation of ['CreateUserPoolReplica', 'DeleteUserPoolReplica']) {
      const { json } = await there(operation, { UserPoolId, RegionName: OTHER })
      assert.equal(json.__type, 'OperationNotEnabledException')
    }
  })
})

describe('the tags of a replica', () => {
  const tagsOf = async (ResourceArn: string, region = REGION) =>
    (await house.call('ListTagsForResource', { ResourceArn }, { region })).json.Tags
  const replicaArn = (UserPoolId: string) => poolArn(UserPoolId).replace(REGION, OTHER)

  test('are its own, and change by its ARN in both regions', async () => {
    const UserPoolId = await newPool(root, { ...READY, UserPoolTags: { of: 'pool' } })
    await create(UserPoolId, OTHER, { UserPoolTags: { of: 'replica' } })
    const ResourceArn = replicaArn(UserPoolId)
    assert.deepEqual(await tagsOf(ResourceArn), { of: 'replica' })
    for (const region of [REGION, OTHER]) {
      const tagged = await house.call('TagResource', { ResourceArn, Tags: { [region]: '' } }, { region })
      assert.equal(tagged.status, 200)
      assert.deepEqual(await tagsOf(ResourceArn, region), { of: 'replica', [region]: '' })
      const untagged = await house.call('UntagResource', { ResourceArn, TagKeys: [region] }, { region })
      assert.equal(untagged.status, 200)
    }
    assert.deepEqual(await tagsOf(ResourceArn), { of: 'replica' })
    assert.deepEqual(await tagsOf(poolArn(UserPoolId)), { of: 'pool' })
  })

  test('follow the rules for those of pools', async () => {
    const ResourceArn = replicaArn(await replicated())
    const { json } = await house.call('TagResource', { ResourceArn, Tags: { 'aws:x': '' } })
    assert.deepEqual(json, {
      __type: 'InvalidParameterException',
      message: 'Tag keys can not start with aws:.',
    })
  })

  test('do not exist without a replica in the region', async () => {
    const UserPoolId = await newPool(root)
    const ResourceArn = replicaArn(UserPoolId)
    const rest = {
      TagResource: { Tags: { a: '' } },
      UntagResource: { TagKeys: ['a'] },
      ListTagsForResource: {},
    }
    for (const [operation, members] of Object.entries(rest)) {
      const { json } = await house.call(operation, { ResourceArn, ...members })
      assert.deepEqual(json, {
        __type: 'ResourceNotFoundException',
        message: `User pool ${UserPoolId} does not exist.`,
      })
    }
  })
})

describe('requests without a signature', () => {
  const AuthFlow = 'USER_PASSWORD_AUTH'
  const signIn = (ClientId: string) => ({
    ClientId,
    AuthFlow,
    AuthParameters: { USERNAME: 'alice', PASSWORD },
  })

  /** Sends a request to the host of the API in a region; `fetch` would not let us name the host. */
  async function send(at: Poolhouse, region: string | undefined, operation: string, input: object) {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      ...(region !== undefined && { host: `cognito-idp.${region}.example.com` }),
    }
    const sent = request(at.url, { method: 'POST', headers })
    sent.end(JSON.stringify(input))
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
    return { status: answer.statusCode, json: (await json(answer)) as any }
  }
  const there = (operation: string, input: object) => send(house, OTHER, operation, input)
  const notEnabled = (operation: string) => ({
    __type: 'OperationNotEnabledException',
    message: `${operation} is not enabled in this region of the user pool.`,
  })

  async function withUser(UserPoolId: string, at: Poolhouse = house): Promise<string> {
    await newUser(at.client(), UserPoolId)
    const ExplicitAuthFlows = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const
    const { id } = await newClient(at.client(), UserPoolId, { ExplicitAuthFlows: [...ExplicitAuthFlows] })
    return id
  }

  test('find no client in a region without a replica', async () => {
    const ClientId = await withUser(await newPool(root, READY))
    assert.deepEqual((await there('InitiateAuth', signIn(ClientId))).json, {
      __type: 'ResourceNotFoundException',
      message: `User pool client ${ClientId} does not exist.`,
    })
    for (const region of [undefined, REGION]) {
      assert.equal((await send(house, region, 'InitiateAuth', signIn(ClientId))).status, 200)
    }
  })

  test('sign in once the replica is active', async () => {
    const UserPoolId = await replicated()
    const ClientId = await withUser(UserPoolId)
    assert.deepEqual((await there('InitiateAuth', signIn(ClientId))).json, notEnabled('InitiateAuth'))
    await update(UserPoolId, 'ACTIVE')
    const { AccessToken, RefreshToken } = (await there('InitiateAuth', signIn(ClientId))).json
      .AuthenticationResult
    assert.equal((await there('GetUser', { AccessToken })).json.Username, 'alice')
    assert.equal((await there('GetTokensFromRefreshToken', { ClientId, RefreshToken })).status, 200)
    await update(UserPoolId, 'INACTIVE')
    assert.deepEqual((await there('GetUser', { AccessToken })).json, notEnabled('GetUser'))
    assert.equal((await send(house, REGION, 'GetUser', { AccessToken })).status, 200)
  })

  test('do not create or change users there', async () => {
    const UserPoolId = await replicated()
    const ClientId = await withUser(UserPoolId)
    await update(UserPoolId, 'ACTIVE')
    const { AccessToken } = (await there('InitiateAuth', signIn(ClientId))).json.AuthenticationResult
    const Username = 'alice'
    const refused = {
      SignUp: { ClientId, Username: 'bob', Password: PASSWORD },
      ConfirmSignUp: { ClientId, Username, ConfirmationCode: '123456' },
      ForgotPassword: { ClientId, Username },
      ConfirmForgotPassword: { ClientId, Username, ConfirmationCode: '123456', Password: PASSWORD },
      ResendConfirmationCode: { ClientId, Username },
      ChangePassword: { AccessToken, PreviousPassword: PASSWORD, ProposedPassword: PASSWORD },
      UpdateUserAttributes: { AccessToken, UserAttributes: [] },
      DeleteUser: { AccessToken },
      SetUserMFAPreference: { AccessToken },
      AssociateSoftwareToken: { AccessToken },
    }
    for (const [operation, input] of Object.entries(refused)) {
      assert.deepEqual((await there(operation, input)).json, notEnabled(operation))
    }
    assert.equal((await send(house, REGION, 'GetUser', { AccessToken })).json.Username, 'alice')
  })

  test('bring nobody in there by a UserMigration function, which is not called', async () => {
    const UserPoolId = await replicated()
    const UserMigration = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:not-configured`
    await root.send(new UpdateUserPoolCommand({ UserPoolId, LambdaConfig: { UserMigration } }))
    const ClientId = await withUser(UserPoolId)
    await update(UserPoolId, 'ACTIVE')
    const bob = { ...signIn(ClientId), AuthParameters: { USERNAME: 'bob', PASSWORD } }
    assert.match((await send(house, REGION, 'InitiateAuth', bob)).json.message, /^Exception migrating user/)
    assert.equal((await there('InitiateAuth', bob)).json.message, 'User does not exist.')
  })

  test('follow the regions of the node if the host names none of them', async (t) => {
    const home = await startPoolhouse({ regions: [REGION] })
    t.after(() => home.close())
    const UserPoolId = await newPool(home.client(), READY)
    const ClientId = await withUser(UserPoolId, home)
    await home.client().send(new CreateUserPoolReplicaCommand({ UserPoolId, RegionName: OTHER }))
    for (const region of [undefined, REGION, OTHER]) {
      assert.equal((await send(home, region, 'InitiateAuth', signIn(ClientId))).status, 200)
    }
  })
})

/** Members that many operations need. */
function minimalInput(name: string): object {
  const one = {
    Username: 'alice',
    ClientId: 'client',
    GroupName: 'group',
    ClientName: 'client',
    Identifier: 'server',
    Name: 'server',
    ProviderName: 'Provider',
    Password: PASSWORD,
    JobName: 'job',
    JobId: 'import-job',
  }
  const shape = model.shapes[model.operations[name]?.input ?? '']
  const members = shape?.type === 'structure' ? Object.keys(shape.members) : []
  return Object.fromEntries(Object.entries(one).filter(([member]) => members.includes(member)))
}
