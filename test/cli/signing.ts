import assert from 'node:assert/strict'
import { join } from 'node:path'
import { before } from 'node:test'
import {
  AddCustomAttributesCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider'
import { newPool } from '../support/pools.ts'
import type { Credentials } from '../support/sign.ts'
import type { Site } from './run-command.ts'

export const ACCOUNT = '123456789012'
export const EVERY_POOL = `arn:aws:cognito-idp:us-east-1:${ACCOUNT}:userpool/*`

/** The API's response about a key that is disabled or deleted. */
export const INVALID_TOKEN = 'The security token included in the request is invalid.'

export function allowing(...actions: string[]) {
  const Action = actions.map((action) => `cognito-idp:${action}`)
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'Some', Effect: 'Allow', Action, Resource: EVERY_POOL }],
  }
}

/** What `--format json` printed, as the SDK takes it. */
export function toCredentials(json: string): Credentials {
  const { Version, AccessKeyId, SecretAccessKey, SessionToken } = JSON.parse(json)
  assert.equal(Version, 1)
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(SessionToken !== undefined && { sessionToken: SessionToken }),
  }
}

/** A running server with a pool, and users of it that may add attributes to the pool and nothing else. */
export function signingSite(site: Site) {
  const state = { url: '', pool: '', attributes: 0 }
  before(async () => {
    site.write('policy.json', allowing('AddCustomAttributes'))
    state.url = await site.serve()
    state.pool = await newPool(site.client(state.url))
  })

  return {
    state,

    /** A new user's key. */
    async made(name: string, ...args: string[]): Promise<Credentials> {
      const create = [
        'credentials',
        'create',
        '--name',
        name,
        '--policy',
        join(site.folder, 'policy.json'),
        '--format',
        'json',
      ]
      return toCredentials(await site.printedHere(...create, ...args))
    },

    as(credentials: Credentials): CognitoIdentityProviderClient {
      return site.client(state.url, credentials)
    },

    /** Sends a request that only a valid signature and the policy let pass. */
    async addAttribute(client: CognitoIdentityProviderClient): Promise<void> {
      const Name = `a${state.attributes++}`
      const CustomAttributes = [{ Name, AttributeDataType: 'String' as const }]
      await client.send(new AddCustomAttributesCommand({ UserPoolId: state.pool, CustomAttributes }))
    },
  }
}
