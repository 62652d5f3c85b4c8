import {
  type CognitoIdentityProviderClient,
  CreateUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { newClient, newPool } from '../../support/pools.ts'

/** The first bytes of files, which say what these are. */
export const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1])
export const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1])
export const ICO = new Uint8Array([0, 0, 1, 0, 1])

export const NO_POOL = 'us-east-1_NoSuchOne'
export const POOL_NOT_FOUND = ['ResourceNotFoundException', `User pool ${NO_POOL} does not exist.`] as const
export const NO_CLIENT = 'nobody0nobody0nobody0nobod'
export const CLIENT_NOT_FOUND = [
  'ResourceNotFoundException',
  `User pool client ${NO_CLIENT} does not exist.`,
] as const

let made = 0

/** A pool with a domain, and a client. */
export async function poolWithDomain(root: CognitoIdentityProviderClient) {
  const UserPoolId = await newPool(root)
  await root.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: `branded-${made++}` }))
  const { id: ClientId } = await newClient(root, UserPoolId)
  return { UserPoolId, ClientId }
}
