import { randomUUID } from 'node:crypto'
import {
  AdminCreateUserCommand,
  type CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  type UserType,
} from '@aws-sdk/client-cognito-identity-provider'

/** A new pool; answers its id. */
export async function newPool(
  client: CognitoIdentityProviderClient,
  input: Partial<CreateUserPoolCommandInput> = {},
): Promise<string> {
  const { UserPool } = await client.send(
    new CreateUserPoolCommand({ PoolName: `pool ${randomUUID()}`, ...input }),
  )
  return UserPool?.Id ?? ''
}

/** A user that an administrator made, without a message. */
export async function newUser(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
  Username: string,
  attributes: Readonly<Record<string, string>> = {},
): Promise<UserType> {
  const { User } = await client.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username,
      MessageAction: 'SUPPRESS',
      TemporaryPassword: 'Temporary-1',
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    }),
  )
  return User ?? {}
}
