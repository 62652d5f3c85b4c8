import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DeleteUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider'
import { guardedPool } from '../operations/threat-protection/fixtures.ts'
import { ACCOUNT, REGION, usePoolhouse } from '../support/poolhouse.ts'
import { logDelivery } from './log-delivery-configuration.ts'
import { change, openTerraform, testChanges } from './replay.ts'
import { differences, planOf, type Values } from './resource.ts'

const house = usePoolhouse()
const root = house.client()

const group = { log_group_arn: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:pool` }
const stream = { stream_arn: `arn:aws:firehose:${REGION}:${ACCOUNT}:deliverystream/logs` }
const notifications = {
  event_source: 'userNotification',
  log_level: 'ERROR',
  cloud_watch_logs_configuration: group,
}
const events = (destination: Values) => ({
  event_source: 'userAuthEvents',
  log_level: 'INFO',
  ...destination,
})

async function aDelivery() {
  return { user_pool_id: await guardedPool(root), log_configurations: [notifications] }
}

describe('aws_cognito_log_delivery_configuration', () => {
  testChanges(house, logDelivery, aDelivery, [
    { argument: 'user_pool_id', steps: [{}, async () => ({ user_pool_id: await guardedPool(root) })] },
    change(
      'log_configurations',
      [
        [notifications],
        [events({ firehose_configuration: stream }), notifications],
        [events({ s3_configuration: { bucket_arn: 'arn:aws:s3:::logs' } })],
        [events({ cloud_watch_logs_configuration: group })],
      ],
      { stays: true },
    ),
  ])

  test('shows in a plan what was removed elsewhere', async () => {
    const config = await aDelivery()
    const state = await logDelivery.create(root, config)
    await logDelivery.delete(root, state)
    const read = (await logDelivery.read(root, state)) ?? {}
    const planned = planOf(logDelivery.arguments, config, read)
    assert.deepEqual(Object.keys(differences(Object.keys(planned), planned, read)), ['log_configurations'])
    await openTerraform(logDelivery, root).apply(config)
  })

  test('is gone with its pool, and can still be destroyed', async () => {
    const state = await logDelivery.create(root, await aDelivery())
    await root.send(new DeleteUserPoolCommand({ UserPoolId: state.user_pool_id }))
    assert.equal(await logDelivery.read(root, state), undefined)
    await logDelivery.delete(root, state)
  })
})
