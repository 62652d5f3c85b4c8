// aws_cognito_risk_configuration
import {
  type CognitoIdentityProviderClient,
  DescribeRiskConfigurationCommand,
  SetRiskConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { type Fields, toArguments, toMembers } from './fields.ts'
import { unlessGone } from './replay.ts'
import type { Arguments, Resource, Values } from './resource.ts'

const ACTION: Fields = { event_action: 'EventAction', notify: 'Notify' }
const EMAIL: Fields = { subject: 'Subject', html_body: 'HtmlBody', text_body: 'TextBody' }

const FIELDS: Fields = {
  account_takeover_risk_configuration: [
    'AccountTakeoverRiskConfiguration',
    {
      actions: [
        'Actions',
        {
          low_action: ['LowAction', ACTION],
          medium_action: ['MediumAction', ACTION],
          high_action: ['HighAction', ACTION],
        },
      ],
      notify_configuration: [
        'NotifyConfiguration',
        {
          from: 'From',
          reply_to: 'ReplyTo',
          source_arn: 'SourceArn',
          block_email: ['BlockEmail', EMAIL],
          mfa_email: ['MfaEmail', EMAIL],
          no_action_email: ['NoActionEmail', EMAIL],
        },
      ],
    },
  ],
  compromised_credentials_risk_configuration: [
    'CompromisedCredentialsRiskConfiguration',
    { actions: ['Actions', { event_action: 'EventAction' }], event_filter: 'EventFilter' },
  ],
  risk_exception_configuration: [
    'RiskExceptionConfiguration',
    { blocked_ip_range_list: 'BlockedIPRangeList', skipped_ip_range_list: 'SkippedIPRangeList' },
  ],
}

const ownerOf = ({ user_pool_id, client_id }: Values) => ({
  UserPoolId: user_pool_id,
  ...(client_id && { ClientId: client_id }),
})

async function put(client: CognitoIdentityProviderClient, planned: Values): Promise<Values> {
  await client.send(new SetRiskConfigurationCommand({ ...ownerOf(planned), ...toMembers(FIELDS, planned) }))
  return readRisk(client, planned)
}

/** Exceptions that the answer does not have stay as the state has them. */
async function readRisk(client: CognitoIdentityProviderClient, state: Values): Promise<Values> {
  const { RiskConfiguration } = await client.send(new DescribeRiskConfigurationCommand(ownerOf(state)))
  const { user_pool_id, client_id, risk_exception_configuration } = state
  return { user_pool_id, client_id, risk_exception_configuration, ...toArguments(FIELDS, RiskConfiguration) }
}

export const riskConfiguration: Resource = {
  type: 'aws_cognito_risk_configuration',
  calls: ['DescribeRiskConfiguration', 'SetRiskConfiguration'],
  readsBack: true,
  arguments: {
    user_pool_id: { required: true, replaces: true },
    client_id: { replaces: true },
    account_takeover_risk_configuration: {},
    compromised_credentials_risk_configuration: {
      block: { actions: {}, event_filter: { kept: true } } satisfies Arguments,
    },
    risk_exception_configuration: {},
  },
  outlives: true, // as that of the pool, without a setting

  create: put,
  read: (client, state) => unlessGone(readRisk(client, state)),
  update: put,

  async delete(client, state) {
    await unlessGone(client.send(new SetRiskConfigurationCommand(ownerOf(state))))
  },

  importId: ({ user_pool_id, client_id }) => (client_id ? `${user_pool_id}:${client_id}` : user_pool_id),
  imported(id) {
    const [user_pool_id, client_id] = id.split(':')
    return { user_pool_id, client_id }
  },
}
