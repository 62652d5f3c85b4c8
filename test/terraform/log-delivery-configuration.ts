// aws_cognito_log_delivery_configuration
import {
  type CognitoIdentityProviderClient,
  GetLogDeliveryConfigurationCommand,
  SetLogDeliveryConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { type Fields, toArguments, toMembers } from './fields.ts'
import { unlessGone } from './replay.ts'
import type { Resource, Values } from './resource.ts'

const FIELDS: Fields = {
  user_pool_id: 'UserPoolId',
  log_configurations: [
    'LogConfigurations',
    {
      event_source: 'EventSource',
      log_level: 'LogLevel',
      cloud_watch_logs_configuration: ['CloudWatchLogsConfiguration', { log_group_arn: 'LogGroupArn' }],
      firehose_configuration: ['FirehoseConfiguration', { stream_arn: 'StreamArn' }],
      s3_configuration: ['S3Configuration', { bucket_arn: 'BucketArn' }],
    },
  ],
}

/** The provider takes the state after an apply from the answer to it. */
async function put(client: CognitoIdentityProviderClient, values: Values): Promise<Values> {
  const { UserPoolId, LogConfigurations } = toMembers(FIELDS, values)
  const input = new SetLogDeliveryConfigurationCommand({ UserPoolId, LogConfigurations })
  return toArguments(FIELDS, (await client.send(input)).LogDeliveryConfiguration)
}

export const logDelivery: Resource = {
  type: 'aws_cognito_log_delivery_configuration',
  calls: ['GetLogDeliveryConfiguration', 'SetLogDeliveryConfiguration'],
  arguments: {
    user_pool_id: { required: true, replaces: true },
    log_configurations: { required: true },
  },
  outlives: true, // without a destination

  create: put,

  async read(client, { user_pool_id: UserPoolId }) {
    const found = await unlessGone(client.send(new GetLogDeliveryConfigurationCommand({ UserPoolId })))
    return found && toArguments(FIELDS, found.LogDeliveryConfiguration)
  },

  update: put,

  async delete(client, { user_pool_id }) {
    await unlessGone(put(client, { user_pool_id, log_configurations: [] }))
  },

  importId: ({ user_pool_id }) => user_pool_id,
  imported: (id) => ({ user_pool_id: id }),
}
