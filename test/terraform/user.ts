// aws_cognito_user
import {
  AdminCreateUserCommand,
  AdminDeleteUserAttributesCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  type AttributeType,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider'
import { type Fields, toMembers, unlessEmpty } from './fields.ts'
import { unlessGone } from './replay.ts'
import { differences, type Resource, type Values } from './resource.ts'

/** Arguments that only matter when the user is created, and those that can't be read. */
const BIRTH: Fields = {
  client_metadata: 'ClientMetadata',
  desired_delivery_mediums: 'DesiredDeliveryMediums',
  force_alias_creation: 'ForceAliasCreation?',
  message_action: 'MessageAction',
  temporary_password: 'TemporaryPassword',
}
export const UNREADABLE = [...Object.keys(BIRTH), 'password', 'validation_data']

const STANDARD =
  /^(address|birthdate|email|email_verified|family_name|gender|given_name|locale|middle_name|name|nickname|phone_number|phone_number_verified|picture|preferred_username|profile|sub|updated_at|website|zoneinfo)$/

/** In a configuration, custom attributes need no prefix. */
const fullName = (name: string) =>
  STANDARD.test(name) || name.startsWith('custom:') ? name : `custom:${name}`

const toAttributes = (attributes: Values = {}): AttributeType[] =>
  Object.entries(attributes).map(([name, Value]) => ({ Name: fullName(name), Value }))

const fromAttributes = (attributes: readonly AttributeType[] = []): Values =>
  Object.fromEntries(
    attributes.map(({ Name = '', Value }) => [Name.replace(/^dev:/, '').replace(/^custom:/, ''), Value]),
  )

const keyOf = ({ user_pool_id, username }: Values) => ({ UserPoolId: user_pool_id, Username: username })
const GONE = ['UserNotFoundException', 'ResourceNotFoundException']

export const user: Resource = {
  type: 'aws_cognito_user',
  calls: [
    'AdminCreateUser',
    'AdminDeleteUser',
    'AdminDeleteUserAttributes',
    'AdminDisableUser',
    'AdminEnableUser',
    'AdminGetUser',
    'AdminSetUserPassword',
    'AdminUpdateUserAttributes',
  ],
  readsBack: true,
  arguments: {
    user_pool_id: { required: true, replaces: true },
    username: { required: true, replaces: true },
    attributes: {},
    enabled: { default: true },
    ...Object.fromEntries(UNREADABLE.map((name) => [name, {}])),
  },

  async create(client, planned) {
    const input = {
      ...keyOf(planned),
      ...toMembers(BIRTH, planned),
      ...(planned.attributes && { UserAttributes: toAttributes(planned.attributes) }),
      // The provider takes its names for those of attributes too.
      ...(planned.validation_data && { ValidationData: toAttributes(planned.validation_data) }),
    }
    await client.send(new AdminCreateUserCommand(input))
    if (!planned.enabled) await client.send(new AdminDisableUserCommand(keyOf(planned)))
    if (planned.password) await setPassword(client, planned, planned.password, true)
    return readUser(client, planned)
  },

  read: (client, state) => unlessGone(readUser(client, state), GONE),

  async update(client, planned, prior) {
    const has = (name: string) => Object.keys(differences([name], planned, prior)).length > 0
    if (has('attributes')) await updateAttributes(client, planned, prior)
    if (has('enabled')) {
      const Switch = planned.enabled ? AdminEnableUserCommand : AdminDisableUserCommand
      await client.send(new Switch(keyOf(prior)))
    }
    const { temporary_password: temporary, password } = planned
    if (has('temporary_password') && temporary) await setPassword(client, prior, temporary, false)
    if (has('password') && password) await setPassword(client, prior, password, true)
    return readUser(client, planned)
  },

  async delete(client, state) {
    await unlessGone(client.send(new AdminDeleteUserCommand(keyOf(state))), GONE)
  },

  importId: ({ user_pool_id, username }) => `${user_pool_id}/${username}`,
  imported(id) {
    const [user_pool_id, username] = id.split('/')
    return { user_pool_id, username }
  },
}

async function updateAttributes(client: CognitoIdentityProviderClient, planned: Values, prior: Values) {
  const [wanted, present]: Values[] = [planned.attributes ?? {}, prior.attributes ?? {}]
  const changed = Object.entries(wanted ?? {}).filter(([name, value]) => present?.[name] !== value)
  if (changed.length > 0) {
    const input = { ...keyOf(prior), UserAttributes: toAttributes(Object.fromEntries(changed)) }
    await client.send(
      new AdminUpdateUserAttributesCommand({ ...input, ClientMetadata: planned.client_metadata }),
    )
  }
  const removed = Object.keys(present ?? {}).filter((name) => !(name in (wanted ?? {})))
  if (removed.length > 0) {
    const input = { ...keyOf(prior), UserAttributeNames: removed.map(fullName) }
    await client.send(new AdminDeleteUserAttributesCommand(input))
  }
}

const setPassword = (
  client: CognitoIdentityProviderClient,
  state: Values,
  Password: string,
  Permanent: boolean,
) => client.send(new AdminSetUserPasswordCommand({ ...keyOf(state), Password, Permanent }))

/** Also what the data source does. The provider plans no change of the `sub`, which is an attribute of its own too. */
export async function readUser(client: CognitoIdentityProviderClient, state: Values): Promise<Values> {
  const read = await client.send(new AdminGetUserCommand(keyOf(state)))
  const { sub, ...attributes } = fromAttributes(read.UserAttributes)
  return {
    ...Object.fromEntries(UNREADABLE.map((name) => [name, state[name]])),
    user_pool_id: state.user_pool_id,
    username: state.username,
    attributes: unlessEmpty(attributes),
    creation_date: read.UserCreateDate?.toISOString(),
    enabled: read.Enabled,
    last_modified_date: read.UserLastModifiedDate?.toISOString(),
    mfa_setting_list: read.UserMFASettingList,
    preferred_mfa_setting: read.PreferredMfaSetting,
    status: read.UserStatus,
    sub,
  }
}
