import { settleUser } from '../moving/moved-user.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type {
  ClientRecord,
  GroupRecord,
  MembershipRecord,
  MovedRecord,
  SigningKeyRecord,
  UserPoolRecord,
  UserRecord,
} from './export-record.ts'
import { belongsNowhere } from './import-clash.ts'
import { toStoredPassword } from './password-text.ts'

/** `kept`: something of that id or name is there already, and was left as it is. */
export type Stored = 'made' | 'kept'

/** @throws ImportClash for what belongs to a pool or group that is not there */
export async function storeRecord(stores: Stores, record: MovedRecord): Promise<Stored> {
  switch (record.type) {
    case 'user-pool':
      return storePool(stores, record)
    case 'signing-key':
      return storeKey(stores, record)
    case 'client':
      return storeClient(stores, record)
    case 'group':
      return storeGroup(stores, record)
    case 'user':
      return storeUser(stores, record)
    case 'membership':
      return storeMembership(stores, record)
  }
}

async function storePool(stores: Stores, record: UserPoolRecord): Promise<Stored> {
  const { type: _, sessionConfiguration, formerPool, ...pool } = record
  if (await stores.userPools.find(pool.id)) return 'kept'
  await stores.userPools.insert(pool)
  if (sessionConfiguration) await stores.sessionConfigurations.setOfPool(pool.id, sessionConfiguration)
  if (formerPool) await stores.formerPools.save({ ...formerPool, userPoolId: pool.id })
  return 'made'
}

/** The keys of a new pool; the retired ones come first, so that none of those that sign is retired with them. */
async function storeKey(stores: Stores, record: SigningKeyRecord): Promise<Stored> {
  const { type: _, ...key } = record
  if (!(await stores.signingKeys.insertIfAbsent(key))) return 'kept'
  if (key.retiredAt !== undefined) await stores.signingKeys.retireAll(key.userPoolId, key.retiredAt)
  return 'made'
}

async function storeClient(stores: Stores, record: ClientRecord): Promise<Stored> {
  const { type: _, secrets, sessionConfiguration, ...client } = record
  if (await stores.clients.find(client.id)) return 'kept'
  await findPool(stores, record)
  await stores.clients.insert(client)
  for (const secret of secrets) await stores.clients.addSecret({ ...secret, clientId: client.id })
  if (sessionConfiguration) await stores.sessionConfigurations.setOfClient(client.id, sessionConfiguration)
  return 'made'
}

async function storeGroup(stores: Stores, record: GroupRecord): Promise<Stored> {
  const { type: _, name: groupName, ...group } = record
  await findPool(stores, record)
  return (await stores.groups.insert({ ...group, groupName })) ? 'made' : 'kept'
}

async function storeUser(stores: Stores, record: UserRecord): Promise<Stored> {
  const { type: _, password, foreignPassword, attributes, pendingAttributes, ...user } = record
  const pool = await findPool(stores, record)
  const settled = await settleUser(stores, pool, {
    ...user,
    attributes: new Map(Object.entries(attributes)),
    pendingAttributes: new Map(Object.entries(pendingAttributes)),
  })
  if (settled !== 'made') return 'kept'
  if (password) await stores.credentials.setPassword(pool.id, user.sub, toStoredPassword(password))
  else if (foreignPassword) await stores.credentials.setForeignPassword(pool.id, user.sub, foreignPassword)
  return 'made'
}

async function storeMembership(stores: Stores, record: MembershipRecord): Promise<Stored> {
  const { userPoolId, sub, groupName } = record
  if (!(await stores.groups.find(userPoolId, groupName))) throw belongsNowhere(record)
  await stores.groups.addMember(userPoolId, groupName, sub)
  return 'made'
}

async function findPool(stores: Stores, record: Exclude<MovedRecord, UserPoolRecord>): Promise<UserPool> {
  const pool = await stores.userPools.find(record.userPoolId)
  if (!pool) throw belongsNowhere(record)
  return pool
}
