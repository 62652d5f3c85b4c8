import { describe } from 'node:test'
import { ACCOUNT, REGION, usePoolhouse } from '../support/poolhouse.ts'
import { type Change, change, testChanges } from './replay.ts'
import { userPool } from './user-pool.ts'

const house = usePoolhouse()

const lambda = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`
const key = (id: string) => `arn:aws:kms:${REGION}:${ACCOUNT}:key/${id}`
const versioned = (name: string, lambda_version = 'V1_0') => ({ lambda_arn: lambda(name), lambda_version })

const TRIGGERS = [
  'create_auth_challenge',
  'custom_message',
  'define_auth_challenge',
  'post_authentication',
  'post_confirmation',
  'pre_authentication',
  'pre_sign_up',
  'pre_token_generation',
  'user_migration',
  'verify_auth_challenge_response',
]
const allTriggers = (name: string) => Object.fromEntries(TRIGGERS.map((trigger) => [trigger, lambda(name)]))

const invitation = (word: string) => ({
  invite_message_template: {
    email_message: `${word} {username}, your password is {####}. `,
    email_subject: word,
    sms_message: `${word} {username}: {####}`,
  },
})

const mechanism = (name: string, priority: number) => ({ name, priority })
const sms = (external_id: string, role = 'sms') => ({
  external_id,
  sns_caller_arn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
})
const software = { software_token_mfa_configuration: { enabled: true } }

const sender = (name: string) => ({
  email_sending_account: 'DEVELOPER',
  from_email_address: `${name} <no-reply@example.com>`,
  reply_to_email_address: `${name}@example.com`,
  source_arn: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/example.com`,
  configuration_set: name,
})

const EMAIL = {
  name: 'email',
  attribute_data_type: 'String',
  required: true,
  string_attribute_constraints: { min_length: '5', max_length: '10' },
}
const TEXT = { name: 'team', attribute_data_type: 'String', mutable: true, string_attribute_constraints: {} }
const NUMBER = { name: 'age', attribute_data_type: 'Number', mutable: true, number_attribute_constraints: {} }
const FLAG = { name: 'checked', attribute_data_type: 'Boolean', developer_only_attribute: true }
const RANGE = {
  name: 'level',
  attribute_data_type: 'Number',
  mutable: true,
  number_attribute_constraints: { min_value: '2', max_value: '6' },
}

const template = (word: string, rest: object = {}) => ({
  default_email_option: 'CONFIRM_WITH_LINK',
  email_message: `${word} {####}`,
  email_message_by_link: `${word} {##here##}`,
  email_subject: word,
  email_subject_by_link: `${word} link`,
  sms_message: `{####} ${word}`,
  ...rest,
})

const CHANGES: readonly Change[] = [
  change('name', ['app', 'renamed'], { stays: true }),
  change('account_recovery_setting', [
    { recovery_mechanism: [mechanism('verified_email', 1)] },
    { recovery_mechanism: [mechanism('verified_phone_number', 2), mechanism('verified_email', 1)] },
    { recovery_mechanism: [mechanism('admin_only', 1)] },
  ]),
  change('admin_create_user_config', [
    { allow_admin_create_user_only: true, ...invitation('Welcome') },
    { allow_admin_create_user_only: false, ...invitation('Hello') },
  ]),
  change('alias_attributes', [['preferred_username'], ['preferred_username', 'email']]),
  change('auto_verified_attributes', [['email'], ['phone_number', 'email']], {
    with: { sms_configuration: sms('app') },
  }),
  change('deletion_protection', ['ACTIVE', 'INACTIVE', 'ACTIVE']),
  change('device_configuration', [
    { challenge_required_on_new_device: true, device_only_remembered_on_user_prompt: false },
    { challenge_required_on_new_device: false, device_only_remembered_on_user_prompt: true },
  ]),
  change('email_configuration', [{ email_sending_account: 'COGNITO_DEFAULT' }, sender('one'), sender('two')]),
  change(
    'email_mfa_configuration',
    [{}, { message: 'One {####}', subject: 'One' }, { message: 'Two {####}' }],
    {
      with: { mfa_configuration: 'ON', email_configuration: sender('one'), ...software },
    },
  ),
  change('email_verification_message', ['One {####}', 'Two {####}']),
  change('email_verification_subject', ['One', 'Two']),
  change('key_configuration', [
    { key_type: 'CUSTOMER_MANAGED_KEY', kms_key_arn: key('one') },
    { key_type: 'CUSTOMER_MANAGED_KEY', kms_key_arn: key('two') },
  ]),
  change('lambda_config', [allTriggers('one'), allTriggers('two')]),
  change(
    'lambda_config',
    [
      { pre_token_generation_config: versioned('one', 'V2_0') },
      { pre_token_generation_config: versioned('two', 'V2_0') },
      { pre_token_generation_config: versioned('two', 'V3_0') },
    ],
    { title: 'with a version of the token trigger' },
  ),
  change(
    'lambda_config',
    [
      { kms_key_id: key('one'), custom_email_sender: versioned('mail'), custom_sms_sender: versioned('sms') },
      {
        kms_key_id: key('one'),
        custom_email_sender: versioned('mail2'),
        custom_sms_sender: versioned('sms2'),
      },
      { kms_key_id: key('two') },
    ],
    { title: 'with custom senders' },
  ),
  change(
    'lambda_config',
    [{ inbound_federation: versioned('one') }, { inbound_federation: versioned('two') }],
    { title: 'with a trigger of federation' },
  ),
  change('mfa_configuration', ['ON', 'OPTIONAL'], { with: software, stays: true }),
  {
    argument: 'mfa_configuration',
    title: 'by text message, then with an app too, then off',
    steps: [
      { mfa_configuration: 'ON', sms_configuration: sms('app') },
      { mfa_configuration: 'ON', sms_configuration: sms('app'), ...software },
      {
        mfa_configuration: 'ON',
        sms_configuration: sms('app'),
        software_token_mfa_configuration: { enabled: false },
      },
      { mfa_configuration: 'OFF' },
      { mfa_configuration: 'OPTIONAL', sms_configuration: sms('app') },
    ],
  },
  {
    argument: 'mfa_configuration',
    title: 'by an app instead of a text message',
    steps: [
      { mfa_configuration: 'ON', sms_configuration: sms('app') },
      { mfa_configuration: 'ON', ...software },
      {},
    ],
  },
  change('password_policy', [
    {
      minimum_length: 7,
      require_lowercase: true,
      require_symbols: true,
      temporary_password_validity_days: 7,
    },
    {
      minimum_length: 9,
      require_numbers: true,
      require_uppercase: true,
      temporary_password_validity_days: 14,
    },
    { minimum_length: 9, password_history_size: 24 },
    { minimum_length: 9, password_history_size: 0 },
  ]),
  change(
    'schema',
    [
      [EMAIL, TEXT, NUMBER, FLAG],
      [EMAIL, TEXT, NUMBER, FLAG, RANGE],
    ],
    { stays: true },
  ),
  change('schema', [[{ name: 'email', attribute_data_type: 'String', required: true }, FLAG]], {
    title: 'without constraints',
    stays: true,
    unimported: ['schema'], // the import shows the default constraints
  }),
  change('sign_in_policy', [
    { allowed_first_auth_factors: ['PASSWORD'] },
    { allowed_first_auth_factors: ['EMAIL_OTP', 'PASSWORD', 'WEB_AUTHN'] },
  ]),
  change('sms_authentication_message', ['One {####}', 'Two {####}']),
  change('sms_authentication_message', ['One {####}', 'Two {####}'], {
    title: 'with MFA',
    with: { mfa_configuration: 'ON', sms_configuration: sms('app') },
  }),
  change('sms_configuration', [
    sms('one'),
    sms('two'),
    sms('two', 'other'),
    { ...sms('two'), sns_region: REGION },
  ]),
  change('sms_verification_message', ['One {####}', 'Two {####}']),
  {
    argument: 'software_token_mfa_configuration',
    steps: [
      { mfa_configuration: 'ON', ...software },
      { mfa_configuration: 'OFF' },
      { mfa_configuration: 'ON', ...software },
    ],
  },
  change('tags', [
    { one: '1', two: '2' },
    { one: '1', two: '3', three: '' },
  ]),
  {
    argument: 'tags',
    title: 'beside another argument',
    steps: [
      { tags: { one: '1' }, deletion_protection: 'ACTIVE' },
      { tags: { one: '1' }, deletion_protection: 'INACTIVE' },
      { tags: { two: '2' }, auto_verified_attributes: ['email'] },
    ],
  },
  change(
    'user_attribute_update_settings',
    [
      { attributes_require_verification_before_update: ['email'] },
      { attributes_require_verification_before_update: ['phone_number', 'email'] },
    ],
    { with: { auto_verified_attributes: ['email', 'phone_number'], sms_configuration: sms('app') } },
  ),
  change(
    'user_pool_add_ons',
    [
      { advanced_security_mode: 'OFF' },
      { advanced_security_mode: 'ENFORCED' },
      {
        advanced_security_mode: 'ENFORCED',
        advanced_security_additional_flows: { custom_auth_mode: 'ENFORCED' },
      },
      { advanced_security_mode: 'AUDIT', advanced_security_additional_flows: { custom_auth_mode: 'AUDIT' } },
    ],
    { with: { user_pool_tier: 'PLUS' } },
  ),
  change('user_pool_tier', ['PLUS', 'LITE', 'ESSENTIALS']),
  change('username_attributes', [['phone_number'], ['email', 'phone_number']]),
  change('username_configuration', [{ case_sensitive: true }, { case_sensitive: false }]),
  change('verification_message_template', [
    template('one'),
    template('two'),
    { email_message: 'three {####}' },
  ]),
  {
    argument: 'verification_message_template',
    title: 'before the older arguments',
    steps: [
      { verification_message_template: template('one') },
      {
        verification_message_template: { default_email_option: 'CONFIRM_WITH_CODE' },
        email_verification_message: 'two {####}',
        email_verification_subject: 'two',
        sms_verification_message: 'two {####}',
      },
    ],
  },
  change('web_authn_configuration', [
    { relying_party_id: 'example.com', user_verification: 'preferred' },
    { relying_party_id: 'auth.example.com', user_verification: 'required' },
  ]),
]

describe('aws_cognito_user_pool', () => {
  testChanges(house, userPool, async () => ({ name: 'app' }), CHANGES)
})
