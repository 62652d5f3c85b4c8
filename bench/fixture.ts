import { randomUUID } from 'node:crypto'
import { populatedUsername, signInStride } from '../src/cli/populate/populated-user.ts'
import type { AttributeListType } from '../src/contract/generated/types.ts'
import { type Caller, CONNECTIONS } from './caller.ts'

export const PASSWORD = 'Benchmark-Password-1'

/** Users of a populated pool who can sign in. */
export const SIGN_INS = 1000

/** Users who are signed in. */
const SIGNED_IN = 100

export interface Tokens {
  readonly AccessToken: string
  readonly RefreshToken: string
}

/** A pool full of users, with a client, and what scenarios make in it before they begin. */
export interface Fixture extends Pick<Caller, 'call' | 'get' | 'exchange'> {
  readonly poolId: string
  readonly poolArn: string
  /** Of a client without a secret, which allows every flow. */
  readonly clientId: string
  /** How many the pool was filled with. */
  readonly users: number
  /** The name of one of the users; all come round. */
  username(index: number): string
  /** The name of one of the users who can sign in. */
  signInName(index: number): string
  /** The tokens of a user who can sign in, the same ones whenever they come round. */
  tokens(index: number): Tokens
  /** @param client of the fixture's pool, by default */
  signIn(username: string, client?: string): Promise<Tokens>
  /** New users who can sign in, by name. */
  newUsers(count: number): Promise<readonly string[]>
}

export async function newPool({ call }: Pick<Caller, 'call'>): Promise<{ id: string; arn: string }> {
  const { UserPool } = await call('CreateUserPool', {
    PoolName: `bench-${randomUUID()}`,
    AutoVerifiedAttributes: ['email'],
  })
  return { id: UserPool?.Id ?? '', arn: UserPool?.Arn ?? '' }
}

export async function newClient({ call }: Pick<Caller, 'call'>, poolId: string): Promise<string> {
  const { UserPoolClient } = await call('CreateUserPoolClient', {
    UserPoolId: poolId,
    ClientName: `client-${randomUUID()}`,
    ExplicitAuthFlows: [
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ],
  })
  return UserPoolClient?.ClientId ?? ''
}

export const CONTACT: AttributeListType = [
  { Name: 'email', Value: 'ada@example.com' },
  { Name: 'email_verified', Value: 'true' },
]

/** Takes over a pool that was filled with so many users. */
export async function fixtureOn(caller: Caller, pool: { id: string; arn: string }, users: number) {
  const { call, get, exchange } = caller
  const clientId = await newClient(caller, pool.id)
  const stride = signInStride(users, SIGN_INS)
  const signInName = (index: number) => populatedUsername((index % SIGN_INS) * stride)

  async function signIn(username: string, client = clientId): Promise<Tokens> {
    const { AuthenticationResult } = await call('InitiateAuth', {
      ClientId: client,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: username, PASSWORD },
    })
    return AuthenticationResult as Tokens
  }

  const tokens = await several(SIGNED_IN, (index) => signIn(signInName(index)))
  const fixture: Fixture = {
    call,
    get,
    exchange,
    poolId: pool.id,
    poolArn: pool.arn,
    clientId,
    users,
    username: (index) => populatedUsername(spread(index) % users),
    signInName,
    tokens: (index) => tokens[index % SIGNED_IN] as Tokens,
    signIn,
    newUsers: (count) =>
      several(count, async () => {
        const Username = randomUUID()
        const user = { UserPoolId: pool.id, Username }
        await call('AdminCreateUser', { ...user, UserAttributes: CONTACT, MessageAction: 'SUPPRESS' })
        await call('AdminSetUserPassword', { ...user, Password: PASSWORD, Permanent: true })
        return Username
      }),
  }
  return fixture
}

/** Does something so many times, as many at a time as there are connections. */
export async function several<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const workers = Array.from({ length: CONNECTIONS }, async () => {
    while (next < count) {
      const index = next++
      results[index] = await work(index)
    }
  })
  await Promise.all(workers)
  return results
}

/** Neighbours come far apart, so that a large pool is asked for pages all over its tables. */
function spread(index: number): number {
  return index * 7919
}
