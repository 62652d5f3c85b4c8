// What the kept database of a release contains, and how to find it again.
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'

/** The root key of all kept databases. */
export const RELEASE_ROOT_KEY = Buffer.alloc(32, 7).toString('base64')

export interface ReleaseWorld {
  readonly userPoolId: string
  readonly clientId: string
  readonly username: string
  readonly password: string
  /** Valid for ten years. */
  readonly refreshToken: string
}

/** Creates a pool, a client, and a user in a group who has signed in. */
export async function createReleaseWorld(client: CognitoIdentityProviderClient): Promise<ReleaseWorld> {
  const { UserPool } = await client.send(
    new CreateUserPoolCommand({ PoolName: 'kept', Schema: [{ Name: 'team', AttributeDataType: 'String' }] }),
  )
  const UserPoolId = UserPool?.Id
  const { UserPoolClient } = await client.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'app',
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      RefreshTokenValidity: 3650,
    }),
  )
  const ClientId = UserPoolClient?.ClientId
  const Username = 'jane'
  const Password = 'Correct-Horse-1'
  const user = { UserPoolId, Username }
  await client.send(
    new AdminCreateUserCommand({
      ...user,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: 'jane@example.com' },
        { Name: 'custom:team', Value: 'blue' },
      ],
    }),
  )
  await client.send(new AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }))
  await client.send(new CreateGroupCommand({ UserPoolId, GroupName: 'readers' }))
  await client.send(new AdminAddUserToGroupCommand({ ...user, GroupName: 'readers' }))
  const { AuthenticationResult } = await client.send(
    new AdminInitiateAuthCommand({
      UserPoolId,
      ClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: Username, PASSWORD: Password },
    }),
  )
  const refreshToken = AuthenticationResult?.RefreshToken
  if (UserPoolId === undefined || ClientId === undefined || refreshToken === undefined) {
    throw new Error('the world is not complete')
  }
  return { userPoolId: UserPoolId, clientId: ClientId, username: Username, password: Password, refreshToken }
}
