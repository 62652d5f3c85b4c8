import type { FormerPool } from '../moving/former-pool.ts'
import type { Stores } from '../stores.ts'
import type { SigningKey } from '../tokens/signing-key.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import type { UserPageKey } from '../users/user-store.ts'
import type {
  ClientRecord,
  GroupRecord,
  MovedRecord,
  SigningKeyRecord,
  UserPoolRecord,
  UserRecord,
} from './export-record.ts'
import { toPasswordText } from './password-text.ts'

type Exported = Pick<
  Stores,
  'clients' | 'credentials' | 'formerPools' | 'groups' | 'sessionConfigurations' | 'signingKeys' | 'users'
>

/** Read at a time, so that memory stays flat however large the pool is. */
const PAGE = 200

/**
 * All of a pool, line by line. What changes meanwhile may be in it or not; a membership is only told of a group that
 * was told before.
 */
export async function* exportPool(stores: Exported, pool: UserPool): AsyncGenerator<MovedRecord> {
  yield await poolRecord(stores, pool)
  yield* (await stores.signingKeys.list(pool.id)).toSorted(byRetirement).map(keyRecord)
  yield* clientRecords(stores, pool.id)
  const groups = new Set<string>()
  for await (const group of groupRecords(stores, pool.id)) {
    groups.add(group.name)
    yield group
  }
  for await (const user of usersOf(stores, pool.id)) {
    yield await userRecord(stores, user)
    for (const { groupName } of await stores.groups.listForUser(pool.id, user.sub)) {
      if (groups.has(groupName)) yield { type: 'membership', userPoolId: pool.id, sub: user.sub, groupName }
    }
  }
}

async function poolRecord(stores: Exported, pool: UserPool): Promise<UserPoolRecord> {
  const { id, region, name, schema, settings, tags, createdAt, modifiedAt } = pool
  const former = await stores.formerPools.find(id)
  return {
    type: 'user-pool',
    id,
    region,
    name,
    schema,
    settings,
    tags,
    sessionConfiguration: await stores.sessionConfigurations.ofPool(id),
    formerPool: former && withoutPool(former),
    createdAt,
    modifiedAt,
  }
}

function withoutPool({ userPoolId: _, ...former }: FormerPool): Omit<FormerPool, 'userPoolId'> {
  return former
}

/** In the order in which they went out of use; those that sign come last. */
function byRetirement(a: SigningKey, b: SigningKey): number {
  return (a.retiredAt ?? Infinity) - (b.retiredAt ?? Infinity) || (a.id < b.id ? -1 : 1)
}

function keyRecord(key: SigningKey): SigningKeyRecord {
  const { userPoolId, id, use, publicKey, privateKey, createdAt, retiredAt } = key
  return { type: 'signing-key', userPoolId, id, use, publicKey, privateKey, createdAt, retiredAt }
}

async function* clientRecords(stores: Exported, userPoolId: string): AsyncGenerator<ClientRecord> {
  let after: string | undefined
  do {
    const page = await stores.clients.list({ userPoolId, limit: PAGE, after })
    for (const { id, name, clientType, settings, createdAt, modifiedAt } of page) {
      const secrets = (await stores.clients.secrets(id)).map(({ clientId: _, ...secret }) => secret)
      const sessionConfiguration = await stores.sessionConfigurations.ofClient(id)
      yield {
        type: 'client',
        userPoolId,
        id,
        name,
        clientType,
        settings,
        secrets,
        sessionConfiguration,
        createdAt,
        modifiedAt,
      }
    }
    after = page.length === PAGE ? page.at(-1)?.id : undefined
  } while (after !== undefined)
}

async function* groupRecords(stores: Exported, userPoolId: string): AsyncGenerator<GroupRecord> {
  let after: string | undefined
  do {
    const page = await stores.groups.list(userPoolId, PAGE, after)
    for (const { groupName: name, description, roleArn, precedence, createdAt, modifiedAt } of page) {
      yield { type: 'group', userPoolId, name, description, roleArn, precedence, createdAt, modifiedAt }
    }
    after = page.length === PAGE ? page.at(-1)?.groupName : undefined
  } while (after !== undefined)
}

async function* usersOf(stores: Exported, userPoolId: string): AsyncGenerator<User> {
  let after: UserPageKey | undefined
  do {
    const { users, next } = await stores.users.list({ userPoolId, limit: PAGE, after })
    yield* users
    after = next
  } while (after !== undefined)
}

async function userRecord(stores: Exported, user: User): Promise<UserRecord> {
  const { userPoolId, sub, username, status, enabled, attributes, pendingAttributes } = user
  const { password, foreignPassword } = await stores.credentials.find(userPoolId, sub)
  return {
    type: 'user',
    userPoolId,
    sub,
    username,
    status,
    enabled,
    attributes: Object.fromEntries(attributes),
    pendingAttributes: Object.fromEntries(pendingAttributes),
    password: password && toPasswordText(password),
    foreignPassword,
    createdAt: user.createdAt,
    modifiedAt: user.modifiedAt,
  }
}
