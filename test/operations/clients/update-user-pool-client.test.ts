import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import {
  UpdateUserPoolClientCommand,
  type UpdateUserPoolClientCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, usePoolhouse } from '../../support/poolhouse.ts'
import { createClient, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { asRegistered, described, lastRecord, NO_CLIENT, NO_POOL, NO_POOL_TEXT, poolArn } from './clients.ts'

const house = usePoolhouse()
const root = house.client()
let UserPoolId: string
let ClientId: string

before(async () => {
  UserPoolId = await newPool(root)
})
beforeEach(async () => {
  ClientId = (await createClient(root, UserPoolId)).ClientId
})

type Input = Partial<UpdateUserPoolClientCommandInput>

const update = (input: Input = {}) =>
  root.send(new UpdateUserPoolClientCommand({ UserPoolId, ClientId, ...input }))

describe('access', () => {
  testAccess({
    operation: 'UpdateUserPoolClient',
    house: () => house,
    input: async () => ({ UserPoolId, ClientId }),
    resource: poolArn,
  })

  test('asks for iam:PassRole on the role of an analytics configuration', async () => {
    const credentials = await house.userWith({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'cognito-idp:*', Resource: '*' }],
    })
    const RoleArn = `arn:aws:iam::${ACCOUNT}:role/pinpoint`
    const input = { UserPoolId, ClientId, AnalyticsConfiguration: { RoleArn } }
    const answer = await house.call('UpdateUserPoolClient', input, { credentials })
    assert.equal(answer.json.__type, 'AccessDeniedException')
    assert.match(answer.json.Message, /to perform: iam:PassRole on resource: .*:role\/pinpoint /)
  })
})

describe('validation', () => {
  test('refuses an empty name', async () => {
    const answer = await house.call('UpdateUserPoolClient', { UserPoolId, ClientId, ClientName: '' })
    assert.deepEqual(answer.json, {
      __type: 'InvalidParameterException',
      message:
        "2 validation errors detected: Value '' at 'clientName' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'clientName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w\\s+=,.@-]+",
    })
  })

  const invalid: [string, Input, string, string][] = [
    [
      'a write list with an unknown attribute',
      { WriteAttributes: ['custom:unknown'] },
      'InvalidParameterException',
      'Invalid write attributes specified while updating a client',
    ],
    [
      'a read list with an unknown attribute',
      { ReadAttributes: ['custom:unknown'] },
      'InvalidParameterException',
      'Invalid read attributes specified while updating a client',
    ],
    [
      'client credentials for a client without a secret',
      { AllowedOAuthFlows: ['client_credentials'] },
      'InvalidOAuthFlowException',
      'client_credentials flow can not be selected if client does not have a client secret.',
    ],
    [
      'a scope that no resource server has',
      { AllowedOAuthScopes: ['orders/read'] },
      'ScopeDoesNotExistException',
      'Invalid scope requested: orders/read',
    ],
  ]
  for (const [what, input, name, message] of invalid) {
    test(`refuses ${what} and changes nothing`, async () => {
      const before = await described(root, UserPoolId, ClientId)
      await refuses(update({ ...input, ClientName: 'changed' }), name, message)
      assert.deepEqual(await described(root, UserPoolId, ClientId), before)
    })
  }

  test('refuses rotation in the LITE tier', async () => {
    const lite = await newPool(root, { UserPoolTier: 'LITE' })
    const client = await createClient(root, lite)
    await refuses(
      update({
        UserPoolId: lite,
        ClientId: client.ClientId,
        RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 5 },
      }),
      'FeatureUnavailableInTierException',
      'The following features need to be disabled for the LITE pricing tier configured: Refresh Token Rotation',
    )
  })

  test('refuses the scope of registration for a client that registered itself', async () => {
    const registered = await asRegistered(house, ClientId)
    await update({ AllowedOAuthScopes: ['aws.cognito/dcr/register'] })
    await refuses(
      update({ ClientId: registered, AllowedOAuthScopes: ['aws.cognito/dcr/register'] }),
      'ScopeDoesNotExistException',
      'Invalid scope requested: aws.cognito/dcr/register',
    )
  })

  test('refuses an unknown pool', () =>
    refuses(update({ UserPoolId: NO_POOL }), 'ResourceNotFoundException', NO_POOL_TEXT))

  test('refuses an unknown client and one of another pool', async () => {
    const foreign = (await createClient(root, await newPool(root))).ClientId
    for (const id of [NO_CLIENT, foreign]) {
      await refuses(
        update({ ClientId: id }),
        'ResourceNotFoundException',
        `User pool client ${id} does not exist.`,
      )
    }
  })
})

describe('behaviour', () => {
  test('keeps name, secret and creation date and sets all else to what is sent or to its default', async () => {
    const client = await createClient(root, UserPoolId, {
      ClientName: 'kept',
      GenerateSecret: true,
      ReadAttributes: ['email'],
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      AccessTokenValidity: 2,
      RefreshTokenValidity: 5,
      TokenValidityUnits: { AccessToken: 'hours' },
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: false,
      AuthSessionValidity: 10,
      CallbackURLs: ['https://example.com'],
      RefreshTokenRotation: { Feature: 'ENABLED' },
    })
    house.passTime(1000)
    const { UserPoolClient } = await update({ ClientId: client.ClientId, WriteAttributes: ['email'] })
    const { LastModifiedDate, ...rest } = UserPoolClient ?? {}
    assert.deepEqual(rest, {
      UserPoolId,
      ClientId: client.ClientId,
      ClientName: 'kept',
      ClientSecret: client.ClientSecret,
      CreationDate: client.CreationDate,
      WriteAttributes: ['email'],
      RefreshTokenValidity: 30,
      TokenValidityUnits: {},
      AllowedOAuthFlowsUserPoolClient: false,
      EnableTokenRevocation: true,
      EnablePropagateAdditionalUserContextData: false,
      AuthSessionValidity: 3,
    })
    assert.ok(LastModifiedDate && client.CreationDate && LastModifiedDate > client.CreationDate)
    assert.deepEqual(await described(root, UserPoolId, client.ClientId), UserPoolClient)
  })

  test('takes a new name', async () => {
    await update({ ClientName: 'new name' })
    assert.equal((await described(root, UserPoolId, ClientId)).ClientName, 'new name')
  })

  test('knows of the secret that the client has', async () => {
    const client = await createClient(root, UserPoolId, { GenerateSecret: true })
    const { UserPoolClient } = await update({
      ClientId: client.ClientId,
      EnablePropagateAdditionalUserContextData: true,
    })
    assert.equal(UserPoolClient?.EnablePropagateAdditionalUserContextData, true)
  })

  test('fills in the units that were not stated', async () => {
    const { UserPoolClient } = await update({ TokenValidityUnits: { AccessToken: 'minutes' } })
    assert.deepEqual(UserPoolClient?.TokenValidityUnits, {
      AccessToken: 'minutes',
      IdToken: 'hours',
      RefreshToken: 'days',
    })
  })

  test('records the call with its answer', async () => {
    await update({ ClientName: 'recorded' })
    const { responseElements } = await lastRecord(house, 'UpdateUserPoolClient')
    assert.equal(responseElements.userPoolClient.clientName, 'recorded')
  })
})
