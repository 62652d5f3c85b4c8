import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  GetLogDeliveryConfigurationCommand,
  type LogConfigurationType,
  SetLogDeliveryConfigurationCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, REGION, usePoolhouse } from '../../support/poolhouse.ts'
import { newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { lastRecord } from '../clients/clients.ts'
import { NO_POOL, POOL_NOT_FOUND } from '../domains/fixtures.ts'
import { guardedPool } from '../threat-protection/fixtures.ts'
import { testAccess } from '../user-pools/signed-access.ts'

const house = usePoolhouse()
const root = house.client()

const LogGroupArn = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:pool`
const NOTIFICATION = {
  EventSource: 'userNotification',
  LogLevel: 'ERROR',
  CloudWatchLogsConfiguration: { LogGroupArn },
} satisfies LogConfigurationType
const EVENTS = {
  EventSource: 'userAuthEvents',
  LogLevel: 'INFO',
  S3Configuration: { BucketArn: 'arn:aws:s3:::logs' },
} satisfies LogConfigurationType
const STREAM = {
  EventSource: 'userAuthEvents',
  LogLevel: 'INFO',
  FirehoseConfiguration: { StreamArn: `arn:aws:firehose:${REGION}:${ACCOUNT}:deliverystream/logs` },
} satisfies LogConfigurationType

async function set(UserPoolId: string, LogConfigurations: LogConfigurationType[]) {
  const command = new SetLogDeliveryConfigurationCommand({ UserPoolId, LogConfigurations })
  return (await root.send(command)).LogDeliveryConfiguration
}

async function get(UserPoolId: string) {
  return (await root.send(new GetLogDeliveryConfigurationCommand({ UserPoolId }))).LogDeliveryConfiguration
}

const INVALID = 'InvalidParameterException'

for (const [operation, input] of [
  ['SetLogDeliveryConfiguration', { LogConfigurations: [NOTIFICATION] }],
  ['GetLogDeliveryConfiguration', {}],
] as const) {
  describe(`access to ${operation}`, () => {
    testAccess({
      operation,
      house: () => house,
      input: async () => ({ UserPoolId: await newPool(root), ...input }),
      resource: ({ UserPoolId }: { UserPoolId: string }) => poolArn(UserPoolId),
    })
  })
}

describe('GetLogDeliveryConfiguration', () => {
  test('shows an empty list before anything was set', async () => {
    const UserPoolId = await newPool(root)
    assert.deepEqual(await get(UserPoolId), { UserPoolId, LogConfigurations: [] })
  })

  test('refuses a pool that does not exist', () => refuses(get(NO_POOL), ...POOL_NOT_FOUND))

  test('refuses an id that is none', async () => {
    const { json } = await house.call('GetLogDeliveryConfiguration', { UserPoolId: '' })
    assert.equal(json.__type, INVALID)
  })
})

describe('SetLogDeliveryConfiguration', () => {
  test('replaces the whole list, returns it, and records it', async () => {
    const UserPoolId = await guardedPool(root)
    for (const LogConfigurations of [[NOTIFICATION, EVENTS], [STREAM], []]) {
      assert.deepEqual(await set(UserPoolId, LogConfigurations), { UserPoolId, LogConfigurations })
      assert.deepEqual(await get(UserPoolId), { UserPoolId, LogConfigurations })
    }
    const { responseElements } = await lastRecord(house, 'SetLogDeliveryConfiguration')
    assert.equal(responseElements.logDeliveryConfiguration.userPoolId, UserPoolId)
  })

  test('asks for a destination, and for each source once', async () => {
    const UserPoolId = await guardedPool(root)
    const { CloudWatchLogsConfiguration: _, ...bare } = NOTIFICATION
    await refuses(
      set(UserPoolId, [bare]),
      INVALID,
      'Request validation Failed. Following event sources in request have no destination: [userNotification].',
    )
    await refuses(
      set(UserPoolId, [NOTIFICATION, NOTIFICATION]),
      INVALID,
      'Request validation Failed. Following event sources appear more then once in a request: [userNotification].',
    )
    await refuses(
      set(UserPoolId, [bare, NOTIFICATION]),
      INVALID,
      'Request validation Failed. Following event sources in request have no destination: [userNotification]. Following event sources appear more then once in a request: [userNotification].',
    )
  })

  test('sends a source to one destination, which is CloudWatch Logs for notifications, and at its own level', async () => {
    const UserPoolId = await guardedPool(root)
    const { S3Configuration } = EVENTS
    await refuses(
      set(UserPoolId, [{ ...STREAM, S3Configuration }]),
      INVALID,
      'Request validation Failed. Event source userAuthEvents can only be sent to one destination.',
    )
    await refuses(
      set(UserPoolId, [{ EventSource: 'userNotification', LogLevel: 'ERROR', S3Configuration }]),
      INVALID,
      'Request validation Failed. Event source userNotification can only be sent to a CloudWatch log group.',
    )
    await refuses(
      set(UserPoolId, [{ ...EVENTS, LogLevel: 'ERROR' }]),
      INVALID,
      'Request validation Failed. Event source userAuthEvents needs log level INFO.',
    )
    await refuses(
      set(UserPoolId, [{ ...NOTIFICATION, LogLevel: 'INFO' }]),
      INVALID,
      'Request validation Failed. Event source userNotification needs log level ERROR.',
    )
  })

  test('refuses a level that it does not know, and more than two entries', async () => {
    const UserPoolId = await guardedPool(root)
    await refuses(
      set(UserPoolId, [{ ...NOTIFICATION, LogLevel: 'TRACE' as never }]),
      INVALID,
      "1 validation error detected: Value 'TRACE' at 'logConfigurations.1.member.logLevel' failed to satisfy constraint: Member must satisfy enum value set: [ERROR, INFO]",
    )
    await assert.rejects(
      set(UserPoolId, [NOTIFICATION, EVENTS, STREAM]),
      /at 'logConfigurations' failed to satisfy constraint: Member must have length less than or equal to 2/,
    )
  })

  test('drops entries that are null', async () => {
    const UserPoolId = await newPool(root)
    for (const [LogConfigurations, kept] of [
      [[null], []],
      [[null, NOTIFICATION, null], [NOTIFICATION]],
    ]) {
      const { json } = await house.call('SetLogDeliveryConfiguration', { UserPoolId, LogConfigurations })
      assert.deepEqual(json, { LogDeliveryConfiguration: { UserPoolId, LogConfigurations: kept } })
    }
  })

  test('needs the list', async () => {
    const UserPoolId = await newPool(root)
    const { json } = await house.call('SetLogDeliveryConfiguration', { UserPoolId })
    assert.equal(
      json.message,
      "1 validation error detected: Value null at 'logConfigurations' failed to satisfy constraint: Member must not be null",
    )
  })

  test('exports events only in the tier PLUS, which the pool then keeps', async () => {
    const UserPoolId = await newPool(root, { UserPoolTier: 'PLUS' })
    await set(UserPoolId, [EVENTS])
    await refuses(
      root.send(new UpdateUserPoolCommand({ UserPoolId, UserPoolTier: 'ESSENTIALS' })),
      'TierChangeNotAllowedException',
      'The following features need to be disabled for the ESSENTIALS pricing tier configured: Log Streaming',
    )
    await set(UserPoolId, [NOTIFICATION])
    await root.send(new UpdateUserPoolCommand({ UserPoolId, UserPoolTier: 'ESSENTIALS' }))
    await refuses(
      set(UserPoolId, [EVENTS]),
      'FeatureUnavailableInTierException',
      'The following feature is not available for the ESSENTIALS pricing tier configured: Log Streaming',
    )
  })

  test('refuses a pool that does not exist', () => refuses(set(NO_POOL, [NOTIFICATION]), ...POOL_NOT_FOUND))
})
