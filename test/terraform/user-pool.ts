// aws_cognito_user_pool
import assert from 'node:assert/strict'
import {
  AddCustomAttributesCommand,
  type CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  DeleteUserPoolCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  SetUserPoolMfaConfigCommand,
  type SetUserPoolMfaConfigCommandInput,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { type Fields, toArguments, toMembers, unlessEmpty } from './fields.ts'
import { unlessGone } from './replay.ts'
import { differences, type Resource, type Values } from './resource.ts'
import { retag } from './retag.ts'
import { addedAttributes, attributesOf, toSchema } from './user-pool-schema.ts'

const FUNCTION: Fields = { lambda_arn: 'LambdaArn', lambda_version: 'LambdaVersion' }

const LAMBDA_CONFIG: Fields = {
  create_auth_challenge: 'CreateAuthChallenge',
  custom_email_sender: ['CustomEmailSender', FUNCTION],
  custom_message: 'CustomMessage',
  custom_sms_sender: ['CustomSMSSender', FUNCTION],
  define_auth_challenge: 'DefineAuthChallenge',
  inbound_federation: ['InboundFederation', FUNCTION],
  kms_key_id: 'KMSKeyID',
  post_authentication: 'PostAuthentication',
  post_confirmation: 'PostConfirmation',
  pre_authentication: 'PreAuthentication',
  pre_sign_up: 'PreSignUp',
  pre_token_generation: 'PreTokenGeneration',
  pre_token_generation_config: ['PreTokenGenerationConfig', FUNCTION],
  user_migration: 'UserMigration',
  verify_auth_challenge_response: 'VerifyAuthChallengeResponse',
}

const PASSWORD_POLICY: Fields = {
  minimum_length: 'MinimumLength',
  password_history_size: 'PasswordHistorySize',
  require_lowercase: 'RequireLowercase?',
  require_numbers: 'RequireNumbers?',
  require_symbols: 'RequireSymbols?',
  require_uppercase: 'RequireUppercase?',
  temporary_password_validity_days: 'TemporaryPasswordValidityDays?',
}

const SIGN_IN_POLICY: Fields = { allowed_first_auth_factors: 'AllowedFirstAuthFactors' }

const SMS_CONFIGURATION: Fields = {
  external_id: 'ExternalId',
  sns_caller_arn: 'SnsCallerArn',
  sns_region: 'SnsRegion',
}

/** What CreateUserPool and UpdateUserPool have in common, apart from the policies. */
export const SETTINGS: Fields = {
  account_recovery_setting: [
    'AccountRecoverySetting',
    { recovery_mechanism: ['RecoveryMechanisms', { name: 'Name', priority: 'Priority' }] },
  ],
  admin_create_user_config: [
    'AdminCreateUserConfig',
    {
      allow_admin_create_user_only: 'AllowAdminCreateUserOnly?',
      invite_message_template: [
        'InviteMessageTemplate',
        { email_message: 'EmailMessage', email_subject: 'EmailSubject', sms_message: 'SMSMessage' },
      ],
    },
  ],
  auto_verified_attributes: 'AutoVerifiedAttributes',
  deletion_protection: 'DeletionProtection',
  device_configuration: [
    'DeviceConfiguration',
    {
      challenge_required_on_new_device: 'ChallengeRequiredOnNewDevice?',
      device_only_remembered_on_user_prompt: 'DeviceOnlyRememberedOnUserPrompt?',
    },
  ],
  email_configuration: [
    'EmailConfiguration',
    {
      configuration_set: 'ConfigurationSet',
      email_sending_account: 'EmailSendingAccount',
      from_email_address: 'From',
      reply_to_email_address: 'ReplyToEmailAddress',
      source_arn: 'SourceArn',
    },
  ],
  email_verification_message: 'EmailVerificationMessage',
  email_verification_subject: 'EmailVerificationSubject',
  key_configuration: ['KeyConfiguration', { key_type: 'KeyType', kms_key_arn: 'KmsKeyArn' }],
  lambda_config: ['LambdaConfig', LAMBDA_CONFIG],
  sms_authentication_message: 'SmsAuthenticationMessage',
  sms_configuration: ['SmsConfiguration', SMS_CONFIGURATION],
  sms_verification_message: 'SmsVerificationMessage',
  user_attribute_update_settings: [
    'UserAttributeUpdateSettings',
    { attributes_require_verification_before_update: 'AttributesRequireVerificationBeforeUpdate' },
  ],
  user_pool_add_ons: [
    'UserPoolAddOns',
    {
      advanced_security_mode: 'AdvancedSecurityMode',
      advanced_security_additional_flows: [
        'AdvancedSecurityAdditionalFlows',
        { custom_auth_mode: 'CustomAuthMode' },
      ],
    },
  ],
  user_pool_tier: 'UserPoolTier',
  verification_message_template: [
    'VerificationMessageTemplate',
    {
      default_email_option: 'DefaultEmailOption',
      email_message: 'EmailMessage',
      email_message_by_link: 'EmailMessageByLink',
      email_subject: 'EmailSubject',
      email_subject_by_link: 'EmailSubjectByLink',
      sms_message: 'SmsMessage',
    },
  ],
}

/** What only CreateUserPool can set. */
export const BIRTH: Fields = {
  alias_attributes: 'AliasAttributes',
  username_attributes: 'UsernameAttributes',
  username_configuration: ['UsernameConfiguration', { case_sensitive: 'CaseSensitive' }],
}

export const ATTRIBUTES: Fields = {
  arn: 'Arn',
  custom_domain: 'CustomDomain',
  domain: 'Domain',
  estimated_number_of_users: 'EstimatedNumberOfUsers',
  id: 'Id',
  name: 'Name',
}

/** What SetUserPoolMfaConfig sets, apart from the text messages, which it shares with UpdateUserPool. */
const FACTORS: Fields = {
  email_mfa_configuration: ['EmailMfaConfiguration', { message: 'Message', subject: 'Subject' }],
  mfa_configuration: 'MfaConfiguration',
  software_token_mfa_configuration: ['SoftwareTokenMfaConfiguration', { enabled: 'Enabled?' }],
  web_authn_configuration: [
    'WebAuthnConfiguration',
    { relying_party_id: 'RelyingPartyId', user_verification: 'UserVerification' },
  ],
}

const plain = (...names: string[]) => Object.fromEntries(names.map((name) => [name, {}]))
const kept = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { kept: true } as const]))
const versionedFunction = { block: plain('lambda_arn', 'lambda_version') }

export const userPool: Resource = {
  type: 'aws_cognito_user_pool',
  readsBack: true,
  calls: [
    'AddCustomAttributes',
    'CreateUserPool',
    'DeleteUserPool',
    'DescribeUserPool',
    'GetUserPoolMfaConfig',
    'SetUserPoolMfaConfig',
    'TagResource',
    'UntagResource',
    'UpdateUserPool',
  ],
  arguments: {
    account_recovery_setting: { kept: true, block: kept('recovery_mechanism') },
    admin_create_user_config: {
      kept: true,
      block: {
        allow_admin_create_user_only: {},
        invite_message_template: { block: plain('email_message', 'email_subject', 'sms_message') },
      },
    },
    alias_attributes: { replaces: true },
    auto_verified_attributes: {},
    deletion_protection: { default: 'INACTIVE' },
    device_configuration: {
      block: plain('challenge_required_on_new_device', 'device_only_remembered_on_user_prompt'),
    },
    email_configuration: {
      kept: true,
      block: {
        ...plain('configuration_set', 'from_email_address', 'reply_to_email_address', 'source_arn'),
        email_sending_account: { default: 'COGNITO_DEFAULT' },
      },
    },
    email_mfa_configuration: { block: plain('message', 'subject') },
    email_verification_message: { kept: true, follows: true },
    email_verification_subject: { kept: true, follows: true },
    key_configuration: { kept: true, block: plain('key_type', 'kms_key_arn') },
    lambda_config: {
      follows: true,
      block: {
        ...plain(...Object.keys(LAMBDA_CONFIG)),
        custom_email_sender: versionedFunction,
        custom_sms_sender: versionedFunction,
        inbound_federation: versionedFunction,
        pre_token_generation: { kept: true },
        pre_token_generation_config: { kept: true, ...versionedFunction },
      },
    },
    mfa_configuration: { default: 'OFF' },
    name: { required: true },
    password_policy: {
      kept: true,
      block: { ...plain(...Object.keys(PASSWORD_POLICY)), temporary_password_validity_days: { kept: true } },
    },
    schema: {},
    sign_in_policy: { kept: true, block: plain('allowed_first_auth_factors') },
    sms_authentication_message: {},
    sms_configuration: {
      kept: true,
      block: { ...plain('external_id', 'sns_caller_arn'), sns_region: { kept: true } },
    },
    sms_verification_message: { kept: true, follows: true },
    software_token_mfa_configuration: { block: plain('enabled') },
    tags: {},
    user_attribute_update_settings: { block: plain('attributes_require_verification_before_update') },
    user_pool_add_ons: {
      block: {
        advanced_security_mode: {},
        advanced_security_additional_flows: { block: plain('custom_auth_mode') },
      },
    },
    user_pool_tier: { kept: true },
    username_attributes: { replaces: true },
    username_configuration: { replaces: true, block: plain('case_sensitive') },
    verification_message_template: {
      kept: true,
      follows: true,
      block: {
        ...kept(
          'email_message',
          'email_message_by_link',
          'email_subject',
          'email_subject_by_link',
          'sms_message',
        ),
        default_email_option: { default: 'CONFIRM_WITH_CODE' },
      },
    },
    web_authn_configuration: { block: plain('relying_party_id', 'user_verification') },
  },

  async create(client, planned) {
    const input = {
      PoolName: planned.name,
      ...settings(planned),
      ...toMembers(BIRTH, planned),
      Schema: planned.schema && toSchema(planned.schema),
      UserPoolTags: planned.tags,
    } as CreateUserPoolCommandInput
    const { UserPool } = await client.send(new CreateUserPoolCommand(input))
    const id = UserPool?.Id
    if (planned.mfa_configuration !== 'OFF' || planned.web_authn_configuration) {
      const { web_authn_configuration } = planned
      const factors = planned.mfa_configuration === 'OFF' ? { web_authn_configuration } : planned
      await client.send(new SetUserPoolMfaConfigCommand(mfaInput(id, factors)))
    }
    return presentPool(client, { ...planned, id })
  },

  read: readPool,

  async update(client, planned, prior) {
    const has = (...names: string[]) => Object.keys(differences(names, planned, prior)).length > 0
    await retag(client, prior.arn, prior.tags, planned.tags)
    if (has(...Object.keys(FACTORS), 'sms_authentication_message', 'sms_configuration')) {
      await client.send(new SetUserPoolMfaConfigCommand(mfaInput(prior.id, planned)))
    }
    if (has('name', ...Object.keys(SETTINGS), 'password_policy', 'sign_in_policy')) {
      const { name: PoolName, mfa_configuration: MfaConfiguration } = planned
      const input = {
        PoolName,
        ...settings(withNewTexts(withNewFunction(planned, prior), prior)),
        MfaConfiguration,
      }
      if (prior.user_attribute_update_settings && !planned.user_attribute_update_settings) {
        Object.assign(input, {
          UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [] },
        })
      }
      await client.send(new UpdateUserPoolCommand({ UserPoolId: prior.id, ...input }))
    }
    if (has('schema')) {
      const CustomAttributes = toSchema(addedAttributes(planned.schema, prior.schema ?? []))
      await client.send(new AddCustomAttributesCommand({ UserPoolId: prior.id, CustomAttributes }))
    }
    return presentPool(client, { ...planned, id: prior.id })
  },

  async delete(client, { id }) {
    await unlessGone(client.send(new DeleteUserPoolCommand({ UserPoolId: id })))
  },

  importId: ({ id }) => id,
  imported: (id) => ({ id }),
}

function settings(planned: Values): Values {
  const { password_policy: password, sign_in_policy: signIn } = planned
  const Policies = {
    ...(password && {
      PasswordPolicy: toMembers(PASSWORD_POLICY, { password_history_size: 0, ...password }),
    }),
    ...(signIn && { SignInPolicy: toMembers(SIGN_IN_POLICY, signIn) }),
  }
  return { ...toMembers(SETTINGS, planned), Policies: unlessEmpty(Policies) }
}

/** A verification message has two arguments. If the older one changes, the template, which the state keeps, follows. */
function withNewTexts(planned: Values, prior: Values): Values {
  const template = { ...planned.verification_message_template }
  for (const [older, name] of [
    ['email_verification_message', 'email_message'],
    ['email_verification_subject', 'email_subject'],
    ['sms_verification_message', 'sms_message'],
  ] as const) {
    if (planned[older] !== prior[older]) template[name] = planned[older]
  }
  return { ...planned, verification_message_template: template }
}

/** The function before a token generation has two arguments, of which the unchanged one follows the other. */
function withNewFunction(planned: Values, prior: Values): Values {
  const [config, before] = [planned.lambda_config, prior.lambda_config ?? {}]
  if (!config) return planned
  const { pre_token_generation: arn, pre_token_generation_config: versioned } = config
  const followed = { ...config }
  if (arn !== before.pre_token_generation) {
    followed.pre_token_generation_config = { lambda_version: 'V1_0', ...versioned, lambda_arn: arn }
  } else if (versioned?.lambda_arn !== before.pre_token_generation_config?.lambda_arn) {
    followed.pre_token_generation = versioned.lambda_arn
  }
  return { ...planned, lambda_config: followed }
}

function mfaInput(UserPoolId: string | undefined, planned: Values): SetUserPoolMfaConfigCommandInput {
  const { sms_configuration: sms, sms_authentication_message, mfa_configuration: mfa = 'OFF' } = planned
  const SmsMfaConfiguration = sms &&
    mfa !== 'OFF' && {
      SmsConfiguration: toMembers(SMS_CONFIGURATION, sms),
      ...toMembers(
        { sms_authentication_message: 'SmsAuthenticationMessage' },
        { sms_authentication_message },
      ),
    }
  const input = {
    UserPoolId,
    ...toMembers(FACTORS, planned),
    ...(SmsMfaConfiguration && { SmsMfaConfiguration }),
  }
  return input as SetUserPoolMfaConfigCommandInput
}

async function readPool(client: CognitoIdentityProviderClient, prior: Values): Promise<Values | undefined> {
  const UserPoolId: string = prior.id
  const answer = await unlessGone(client.send(new DescribeUserPoolCommand({ UserPoolId })))
  const pool = answer?.UserPool
  if (!pool) return undefined
  const mfa = await client.send(new GetUserPoolMfaConfigCommand({ UserPoolId }))
  const verified = pool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? []
  const settings = toArguments({ ...SETTINGS, ...BIRTH, ...ATTRIBUTES }, pool)
  return {
    ...settings,
    ...toArguments(FACTORS, mfa),
    creation_date: pool.CreationDate?.toISOString(),
    last_modified_date: pool.LastModifiedDate?.toISOString(),
    lambda_config: unlessEmpty(settings.lambda_config),
    password_policy: toArguments(PASSWORD_POLICY, pool.Policies?.PasswordPolicy),
    schema: attributesOf(pool.SchemaAttributes ?? [], prior.schema ?? []),
    sign_in_policy: toArguments(SIGN_IN_POLICY, pool.Policies?.SignInPolicy),
    tags: unlessEmpty(pool.UserPoolTags),
    user_attribute_update_settings:
      verified.length > 0 ? { attributes_require_verification_before_update: verified } : undefined,
  }
}

async function presentPool(client: CognitoIdentityProviderClient, state: Values): Promise<Values> {
  return (await readPool(client, state)) ?? assert.fail('the pool is gone')
}
