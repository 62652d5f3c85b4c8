import assert from 'node:assert/strict'
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type AttributeType,
  type CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { User } from '../../../src/domain/users/user.ts'
import type { Poolhouse } from '../../support/poolhouse.ts'
import { srpClient, timestamp } from '../../support/srp-client.ts'

export const PASSWORD = 'Correct-Horse-7'
export const TEMPORARY = 'Temporary-Horse-7'
export const WRONG = 'Wrong-Horse-7'

/** A client that has all flows without triggers. */
export const ALL_FLOWS = {
  ExplicitAuthFlows: [
    'ALLOW_USER_PASSWORD_AUTH',
    'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_REFRESH_TOKEN_AUTH',
  ],
} satisfies Partial<CreateUserPoolClientCommandInput>

export const HIDING = { ...ALL_FLOWS, PreventUserExistenceErrors: 'ENABLED' } as const

export async function newPool(
  root: CognitoIdentityProviderClient,
  settings: Partial<CreateUserPoolCommandInput> = {},
): Promise<string> {
  const { UserPool } = await root.send(new CreateUserPoolCommand({ PoolName: 'pool', ...settings }))
  return UserPool?.Id ?? assert.fail('no pool')
}

export interface NewClient {
  readonly id: string
  readonly secret: string
}

export async function newClient(
  root: CognitoIdentityProviderClient,
  UserPoolId: string,
  settings: Partial<CreateUserPoolClientCommandInput> = ALL_FLOWS,
): Promise<NewClient> {
  const input = { UserPoolId, ClientName: 'client', ...settings }
  const { UserPoolClient } = await root.send(new CreateUserPoolClientCommand(input))
  return {
    id: UserPoolClient?.ClientId ?? assert.fail('no client'),
    secret: UserPoolClient?.ClientSecret ?? '',
  }
}

/** Invited, with {@link TEMPORARY}. Answers the `sub`. */
export async function inviteUser(
  root: CognitoIdentityProviderClient,
  UserPoolId: string,
  Username: string,
  UserAttributes: AttributeType[] = [],
): Promise<string> {
  const { User } = await root.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username,
      TemporaryPassword: TEMPORARY,
      MessageAction: 'SUPPRESS',
      UserAttributes,
    }),
  )
  return User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value ?? assert.fail('no sub')
}

/** Confirmed, with {@link PASSWORD}. Answers the `sub`. */
export async function newUser(
  root: CognitoIdentityProviderClient,
  UserPoolId: string,
  Username = 'alice',
  attributes: AttributeType[] = [],
): Promise<string> {
  const sub = await inviteUser(root, UserPoolId, Username, attributes)
  await root.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }),
  )
  return sub
}

/** Puts a user into a state that takes other journeys to reach. */
export async function changeUser(
  house: Poolhouse,
  userPoolId: string,
  sub: string,
  change: Partial<User>,
): Promise<void> {
  await house.storage.transaction(async (stores) => {
    const user = await stores.users.lock(userPoolId, sub)
    await stores.users.save({ ...(user ?? assert.fail('no user')), ...change })
  })
}

export function signIn(
  anybody: CognitoIdentityProviderClient,
  ClientId: string,
  USERNAME: string,
  PASSWORD: string,
  more: Record<string, string> = {},
) {
  return anybody.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD, ...more },
    }),
  )
}

/** The challenge of USER_SRP_AUTH and the answer to it. */
export async function srpChallenge(
  anybody: CognitoIdentityProviderClient,
  userPoolId: string,
  ClientId: string,
  USERNAME: string,
  password: string,
  { now = Date.now(), text = timestamp(now), hash }: { now?: number; text?: string; hash?: string } = {},
) {
  const client = srpClient(userPoolId)
  const secret = hash === undefined ? {} : { SECRET_HASH: hash }
  const { ChallengeName, ChallengeParameters, ...rest } = await anybody.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME, SRP_A: client.publicKey, ...secret },
    }),
  )
  assert.equal(ChallengeName, 'PASSWORD_VERIFIER')
  const parameters = ChallengeParameters ?? assert.fail('no parameters')
  const responses = { ...client.prove(parameters, password, text), ...secret }
  return { parameters, responses, session: (rest as { Session?: string }).Session }
}

export function prove(
  anybody: CognitoIdentityProviderClient,
  ClientId: string,
  ChallengeResponses: Record<string, string>,
) {
  return anybody.send(
    new RespondToAuthChallengeCommand({ ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses }),
  )
}

export function chooseNewPassword(
  anybody: CognitoIdentityProviderClient,
  ClientId: string,
  Session: string | undefined,
  ChallengeResponses: Record<string, string>,
) {
  return anybody.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session,
      ChallengeResponses,
    }),
  )
}
