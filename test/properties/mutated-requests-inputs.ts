import {
  AdminAddUserToGroupCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import fc from 'fast-check'
import type { OperationName } from '../../src/contract/generated/types.ts'
import { operationNamed } from '../../src/contract/model.ts'
import { isRequired, recordedMember, recordedShape } from '../../src/contract/recorded-constraints.ts'
import { registry } from '../../src/operations/registry.ts'
import { valuesOf } from '../contract/arbitrary-values.ts'
import { ACCOUNT, REGION } from '../support/poolhouse.ts'
import { inviteUser, newPool } from '../support/pools.ts'

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** The objects that the requests concern: members of inputs by their names. */
export type World = Readonly<Record<string, Json>>

const PASSWORD = 'Correct-Horse-1'

/** A pool with a client, a group and a signed-in user. */
export async function newWorld(root: CognitoIdentityProviderClient): Promise<World> {
  const UserPoolId = await newPool(root)
  const { UserPoolClient } = await root.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'client',
      ExplicitAuthFlows: [
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
    }),
  )
  const ClientId = UserPoolClient?.ClientId ?? ''
  await root.send(new CreateGroupCommand({ UserPoolId, GroupName: 'group' }))
  for (const Username of ['user', 'spare']) {
    await inviteUser(root, UserPoolId, Username, { email: `${Username}@example.com`, email_verified: 'true' })
    await root.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }),
    )
    await root.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: 'group' }))
  }
  const AuthParameters = { USERNAME: 'user', PASSWORD }
  const { AuthenticationResult: tokens } = await root.send(
    new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
  )
  const REFRESH_TOKEN = tokens?.RefreshToken ?? ''
  return {
    UserPoolId,
    ClientId,
    GroupName: 'group',
    Username: 'user',
    Password: PASSWORD,
    PreviousPassword: PASSWORD,
    ProposedPassword: PASSWORD,
    ResourceArn: `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${UserPoolId}`,
    AccessToken: tokens?.AccessToken ?? '',
    RefreshToken: REFRESH_TOKEN,
    Token: REFRESH_TOKEN,
    AuthParameters: { ...AuthParameters, SRP_A: 'a1'.repeat(384), REFRESH_TOKEN },
  }
}

/** Deletions must leave the world to the requests that follow. */
const SPARE: World = {
  Username: 'spare',
  UserPoolId: 'us-east-1_SparePool',
  GroupName: 'spare',
  ClientId: 'spare',
  AccessToken: 'spare',
}

export const allOperations = Object.keys(registry) as OperationName[]

/** Valid inputs: some with all kinds of optional members, some with the required ones only. */
export function sampleInputs(operation: OperationName, count: number, seed: number): Json[] {
  const { input } = operationNamed(operation)
  return fc
    .sample(valuesOf(input), { numRuns: count, seed })
    .map((value, i) => onTheWire(input, value, i % 2 === 0))
}

/** The input with names replaced by those of existing objects. */
export function placed(operation: OperationName, input: Json, world: World): Json {
  const deletes = /^(Admin)?Delete/.test(operation)
  const known = deletes ? { ...world, ...SPARE } : world
  return Object.fromEntries(
    Object.entries(input as object).map(([name, value]) => [name, known[name] ?? (value as Json)]),
  )
}

function onTheWire(name: string, value: unknown, bare: boolean): Json {
  const shape = recordedShape(name)
  switch (shape.type) {
    case 'structure':
      return Object.fromEntries(
        Object.entries(value as object)
          .filter(([member]) => !bare || isRequired(name, shape, member) || member === 'AuthParameters')
          .map(([member, part]) => {
            const target = recordedMember(name, shape, member)
            return [member, typeof target === 'string' ? onTheWire(target, part, bare) : (part as Json)]
          }),
      )
    case 'list':
      return (value as unknown[]).map((entry) => onTheWire(shape.member, entry, bare))
    case 'timestamp':
      return (value as number) / 1000
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64')
    default:
      return value as Json
  }
}
