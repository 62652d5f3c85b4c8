// Requests that never pause, and a count of what became of each.

import { setTimeout as sleep } from 'node:timers/promises'
import {
  AdminCreateUserCommand,
  type CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider'

export interface Load {
  /** The users whose creation was acknowledged, in this order. */
  readonly acknowledged: readonly string[]
  /** The errors of the others. */
  readonly refused: readonly Error[]
  /** Resolves when that many more are acknowledged; rejects when it takes longer than a minute. */
  acknowledges(more: number): Promise<void>
  /** The longest time between two acknowledgements in a row, in milliseconds. */
  longestPause(): number
  /** Resolves when no request is under way. */
  stop(): Promise<void>
}

/** Creates users through a client, `atOnce` at a time, until it is stopped. */
export function startLoad(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
  name: string,
  atOnce = 2,
): Load {
  const acknowledged: string[] = []
  const times: number[] = []
  const refused: Error[] = []
  let stopped = false

  async function loop(lane: number): Promise<void> {
    for (let n = 0; !stopped; n++) {
      const Username = `${name}-${lane}-${n}`
      try {
        await client.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'SUPPRESS' }))
        acknowledged.push(Username)
        times.push(performance.now())
      } catch (error) {
        refused.push(error as Error)
        await sleep(PAUSE)
      }
    }
  }

  const loops = Array.from({ length: atOnce }, (_, lane) => loop(lane))
  return {
    acknowledged,
    refused,
    async acknowledges(more) {
      const wanted = acknowledged.length + more
      for (const start = performance.now(); acknowledged.length < wanted; await sleep(PAUSE)) {
        if (performance.now() - start > PATIENCE) {
          throw new Error(`only ${acknowledged.length} of ${wanted}; the last error: ${refused.at(-1)}`)
        }
      }
    },
    longestPause: () => Math.max(...times.slice(1).map((time, i) => time - (times[i] ?? time))),
    async stop() {
      stopped = true
      await Promise.all(loops)
    },
  }
}

export async function newPoolFor(client: CognitoIdentityProviderClient): Promise<string> {
  const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: 'nodes' }))
  if (UserPool?.Id === undefined) throw new Error('no pool')
  return UserPool.Id
}

export async function usernamesOf(client: CognitoIdentityProviderClient, UserPoolId: string) {
  const names = new Set<string | undefined>()
  let PaginationToken: string | undefined
  do {
    const page = await client.send(new ListUsersCommand({ UserPoolId, PaginationToken, AttributesToGet: [] }))
    for (const { Username } of page.Users ?? []) names.add(Username)
    PaginationToken = page.PaginationToken
  } while (PaginationToken !== undefined)
  return names
}

const PAUSE = 20
const PATIENCE = 60_000
