// Poolhouse itself stands in for the real service, in this process. The commands, and the server that a pool moves to, run
// in processes of their own.
import assert from 'node:assert/strict'
import {
  AdminAddUserToGroupCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { type Poolhouse, ROOT, usePoolhouse } from '../support/poolhouse.ts'
import { inviteUser, newPool } from '../support/pools.ts'

export const PASSWORD = 'Correct-Horse-7'
/** For commands that read former pools. */
export const AWS = { AWS_ACCESS_KEY_ID: ROOT.accessKeyId, AWS_SECRET_ACCESS_KEY: ROOT.secretAccessKey }

const SCHEMA = [
  { Name: 'team', AttributeDataType: 'String', Mutable: true },
  { Name: 'email', AttributeDataType: 'String', Required: true, Mutable: true },
] as const

/** The server that has the former pools. */
export interface FormerSide {
  readonly house: Poolhouse
  readonly owner: CognitoIdentityProviderClient
  /** The command that moves a pool away from this server. */
  movingArguments(pool: MovingPool, ...more: string[]): string[]
}

type MovingPool = Pick<FormerPoolAtAws, 'UserPoolId'>

/** Runs during the tests of the file or suite. */
export function openFormerSide(): FormerSide {
  const house = usePoolhouse()
  return {
    house,
    owner: house.client(),
    movingArguments: (pool, ...more) => movingFrom(house.url, pool, ...more),
  }
}

export interface FormerPoolAtAws {
  readonly UserPoolId: string
  readonly open: string
  readonly secret: { readonly id: string; readonly value: string }
}

/** A pool with two clients, a group, and the confirmed users `alice` (a member) and `bob`, who have the password. */
export async function newFormerPool(side: Pick<FormerSide, 'owner'>): Promise<FormerPoolAtAws> {
  const UserPoolId = await newPool(side.owner, {
    PoolName: 'pool to move',
    Schema: [...SCHEMA],
    AutoVerifiedAttributes: ['email'],
    Policies: { PasswordPolicy: { MinimumLength: 10, TemporaryPasswordValidityDays: 3 } },
    UserPoolTags: { stage: 'old' },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
  })
  const client = async (settings: object) => {
    const input = { UserPoolId, ClientName: 'client', ...settings }
    const { UserPoolClient } = await side.owner.send(new CreateUserPoolClientCommand(input))
    return UserPoolClient ?? assert.fail('no client')
  }
  const open = await client({ ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] })
  const secret = await client({
    GenerateSecret: true,
    ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    PreventUserExistenceErrors: 'ENABLED',
  })
  await side.owner.send(new CreateGroupCommand({ UserPoolId, GroupName: 'staff', Precedence: 3 }))
  await newFormerUser(side, UserPoolId, 'alice', { 'custom:team': 'blue' })
  await newFormerUser(side, UserPoolId, 'bob')
  await side.owner.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: 'alice', GroupName: 'staff' }))
  return {
    UserPoolId,
    open: open.ClientId ?? '',
    secret: { id: secret.ClientId ?? '', value: secret.ClientSecret ?? '' },
  }
}

export async function newFormerUser(
  side: Pick<FormerSide, 'owner'>,
  UserPoolId: string,
  name: string,
  attributes: Readonly<Record<string, string>> = {},
): Promise<void> {
  await inviteUser(side.owner, UserPoolId, name, {
    email: `${name}@example.com`,
    email_verified: 'true',
    ...attributes,
  })
  const input = { UserPoolId, Username: name, Password: PASSWORD, Permanent: true }
  await side.owner.send(new AdminSetUserPasswordCommand(input))
}

/** The command that moves a pool from an address. */
export const movingFrom = (url: string, { UserPoolId }: MovingPool, ...more: string[]) => [
  'migrate-from-aws',
  '--user-pool-id',
  UserPoolId,
  '--endpoint-url',
  url,
  '--rate',
  '500',
  ...more,
]

export const signInThrough = (ClientId: string, USERNAME: string, PASSWORD: string) =>
  new InitiateAuthCommand({
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD },
  })
