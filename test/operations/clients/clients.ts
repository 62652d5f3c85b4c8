import assert from 'node:assert/strict'
import {
  AddUserPoolClientSecretCommand,
  type AddUserPoolClientSecretCommandInput,
  type ClientSecretDescriptorType,
  type CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  ListUserPoolClientSecretsCommand,
  type UserPoolClientType,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Stores } from '../../../src/domain/stores.ts'
import { ACCOUNT, type Poolhouse, REGION } from '../../support/poolhouse.ts'

/** A valid id that no client has. */
export const NO_CLIENT = 'nobody0nobody0nobody0nobod'
export const NO_POOL = `${REGION}_NoSuchOne`
export const NO_POOL_TEXT = `User pool ${NO_POOL} does not exist.`

export const poolArn = ({ UserPoolId }: { UserPoolId: string }) =>
  `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${UserPoolId}`

export async function described(
  root: CognitoIdentityProviderClient,
  UserPoolId: string,
  ClientId: string,
): Promise<UserPoolClientType> {
  const { UserPoolClient } = await root.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }))
  return UserPoolClient ?? assert.fail('no client')
}

export async function addSecret(
  root: CognitoIdentityProviderClient,
  input: AddUserPoolClientSecretCommandInput,
): Promise<ClientSecretDescriptorType> {
  const { ClientSecretDescriptor } = await root.send(new AddUserPoolClientSecretCommand(input))
  return ClientSecretDescriptor ?? assert.fail('no secret')
}

/** The ids of a client's secrets, the oldest first. */
export async function secretIds(
  root: CognitoIdentityProviderClient,
  UserPoolId: string,
  ClientId: string,
): Promise<(string | undefined)[]> {
  const { ClientSecrets } = await root.send(new ListUserPoolClientSecretsCommand({ UserPoolId, ClientId }))
  return (ClientSecrets ?? []).map(({ ClientSecretId }) => ClientSecretId)
}

/** Turns a client into one that registered itself, which no operation of the API can create. */
export async function asRegistered(house: Poolhouse, clientId: string): Promise<string> {
  const { clients } = house.storage.stores
  const client = (await clients.find(clientId)) ?? assert.fail('no client')
  const id = `${clientId.slice(0, 22)}dcr0`
  await clients.insert({ ...client, id, clientType: 'DCR' })
  for (const secret of await clients.secrets(clientId)) await clients.addSecret({ ...secret, clientId: id })
  return id
}

/** Adds clients to a pool without the API, up to the given number. */
export async function fillWithClients(house: Poolhouse, clientId: string, total: number): Promise<void> {
  await house.storage.transaction(async ({ clients }: Stores) => {
    const client = (await clients.find(clientId)) ?? assert.fail('no client')
    for (let n = await clients.countInPool(client.userPoolId); n < total; n++) {
      await clients.insert({ ...client, id: `${clientId.slice(0, 20)}${String(n).padStart(6, '0')}` })
    }
  })
}

/** The latest audit record of an operation. */
export async function lastRecord(house: Poolhouse, eventName: string) {
  const events = await house.storage.stores.auditEvents.list({ limit: 1000, eventName })
  // biome-ignore lint/suspicious/noExplicitAny: records of every shape
  return events.at(-1)?.record as any
}
