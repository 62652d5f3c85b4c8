// Pools, clients and users, made through the API. Functions called `create…` return the API's response, those called
// `new…` or `invite…` return the id.
import assert from 'node:assert/strict'
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  type UserPoolClientType,
  type UserPoolType,
  type UserType,
} from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, REGION } from './poolhouse.ts'

/** The password of confirmed users. */
export const PASSWORD = 'Correct-Horse-7'
/** The password of invited users. */
export const TEMPORARY = 'Temporary-Horse-7'

/** A client that has all flows without triggers. */
export const ALL_FLOWS = {
  ExplicitAuthFlows: [
    'ALLOW_USER_PASSWORD_AUTH',
    'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_REFRESH_TOKEN_AUTH',
  ],
} satisfies Partial<CreateUserPoolClientCommandInput>

/** Values of attributes by name. */
export type Attributes = Readonly<Record<string, string>>

export function poolArn(userPoolId: string): string {
  return `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${userPoolId}`
}

export async function createPool(
  root: CognitoIdentityProviderClient,
  settings: Partial<CreateUserPoolCommandInput> = {},
): Promise<UserPoolType & { readonly Id: string }> {
  const { UserPool } = await root.send(new CreateUserPoolCommand({ PoolName: 'pool', ...settings }))
  return { ...UserPool, Id: UserPool?.Id ?? assert.fail('no pool') }
}

export async function newPool(
  root: CognitoIdentityProviderClient,
  settings: Partial<CreateUserPoolCommandInput> = {},
): Promise<string> {
  return (await createPool(root, settings)).Id
}

export async function createClient(
  root: CognitoIdentityProviderClient,
  UserPoolId: string,
  settings: Partial<CreateUserPoolClientCommandInput> = {},
): Promise<UserPoolClientType & { readonly ClientId: string }> {
  const command = new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'client', ...settings })
  const { UserPoolClient } = await root.send(command)
  return { ...UserPoolClient, ClientId: UserPoolClient?.ClientId ?? assert.fail('no client') }
}

export interface NewClient {
  readonly id: string
  /** Empty if it has none. */
  readonly secret: string
}

/** With {@link ALL_FLOWS} if there are no settings. */
export async function newClient(
  root: CognitoIdentityProviderClient,
  UserPoolId: string,
  settings: Partial<CreateUserPoolClientCommandInput> = ALL_FLOWS,
): Promise<NewClient> {
  const { ClientId, ClientSecret = '' } = await createClient(root, UserPoolId, settings)
  return { id: ClientId, secret: ClientSecret }
}

/** A user created by an administrator without a message, with the password {@link TEMPORARY}. */
export async function createUser(
  root: CognitoIdentityProviderClient,
  UserPoolId: string,
  Username: string,
  attributes: Attributes = {},
): Promise<UserType> {
  const { User } = await root.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username,
      MessageAction: 'SUPPRESS',
      TemporaryPassword: TEMPORARY,
      UserAttributes: list(attributes),
    }),
  )
  return User ?? assert.fail('no user')
}

/** Like {@link createUser}, but returns the `sub`. */
export async function inviteUser(
  root: CognitoIdentityProviderClient,
  UserPoolId: string,
  Username: string,
  attributes: Attributes = {},
): Promise<string> {
  const { Attributes = [] } = await createUser(root, UserPoolId, Username, attributes)
  return Attributes.find(({ Name }) => Name === 'sub')?.Value ?? assert.fail('no sub')
}

/** A confirmed user with {@link PASSWORD}. Returns the `sub`. */
export async function newUser(
  root: CognitoIdentityProviderClient,
  UserPoolId: string,
  Username = 'alice',
  attributes: Attributes = {},
): Promise<string> {
  const sub = await inviteUser(root, UserPoolId, Username, attributes)
  await root.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }),
  )
  return sub
}

/** Attributes as the API writes them. */
export function list(attributes: Attributes): { Name: string; Value: string }[] {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }))
}
