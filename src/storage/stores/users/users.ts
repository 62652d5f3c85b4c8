import type { User } from '../../../domain/users/user.ts'
import type { UserStore } from '../../../domain/users/user-store.ts'
import type { StoreTools } from '../../store-tools.ts'
import { countUsers, insertAliases, insertUsers } from './insert-users.ts'
import { listUsers } from './list-users.ts'
import { aliasOwner, resolveRow } from './resolve-user.ts'
import { areTaken } from './taken-names.ts'
import { FIND_USER, mfaColumn, searchedColumns, toUser, USER_COLUMNS, type UserRow } from './user-rows.ts'

const FINDERS = {
  byUsername: `select ${USER_COLUMNS} from users where user_pool_id = $1 and username = $2`,
  bySub: FIND_USER,
}

export function userStore({ queries, transaction }: Pick<StoreTools, 'queries' | 'transaction'>): UserStore {
  async function first(sql: string, userPoolId: string, name: string): Promise<User | undefined> {
    const row = await queries.first<UserRow>(sql, userPoolId, name)
    return row && toUser(row)
  }

  return {
    insert: async (user) => (await insertUsers(queries, [user])).has(user.sub),
    async insertAll(users) {
      const inserted = await insertUsers(queries, users)
      if (transaction) transaction.usersAdded += inserted.size
      return inserted
    },

    async resolve(userPoolId, lookUp) {
      const row = await resolveRow<UserRow>(queries, FINDERS, userPoolId, lookUp)
      return row && toUser(row)
    },

    areTaken: (userPoolId, lookUps) => areTaken(queries, userPoolId, lookUps),

    find: (userPoolId, sub) => first(FIND_USER, userPoolId, sub),
    lock: (userPoolId, sub) => first(`${FIND_USER}${queries.forUpdate}`, userPoolId, sub),

    async save(user) {
      await queries.run(
        `update users set status = $3, enabled = $4, attributes = $5, pending_attributes = $6, modified_at = $7,
           email = $8, phone_number = $9, name = $10, given_name = $11, family_name = $12,
           preferred_username = $13, mfa_settings = $14
         where user_pool_id = $1 and sub = $2`,
        user.userPoolId,
        user.sub,
        user.status,
        user.enabled,
        JSON.stringify([...user.attributes]),
        JSON.stringify([...user.pendingAttributes]),
        user.modifiedAt,
        ...searchedColumns(user),
        mfaColumn(user.mfa),
      )
    },

    async noteSignOut(userPoolId, sub, now) {
      await queries.run(
        'update users set signed_out_at = $3 where user_pool_id = $1 and sub = $2',
        userPoolId,
        sub,
        now,
      )
    },

    async delete(userPoolId, sub) {
      const deleted = await queries.run(
        'delete from users where user_pool_id = $1 and sub = $2',
        userPoolId,
        sub,
      )
      if (deleted === 0) return false
      await countUsers(queries, userPoolId, [sub], -1)
      return true
    },

    aliasOwner: (userPoolId, alias) => aliasOwner(queries, userPoolId, alias),

    async setAliases(userPoolId, sub, aliases) {
      await queries.run('delete from user_aliases where user_pool_id = $1 and sub = $2', userPoolId, sub)
      for (const alias of aliases) {
        const taken = await queries.first(
          `insert into user_aliases (user_pool_id, attribute, value, sub) values ($1, $2, $3, $4)
           on conflict do nothing returning sub`,
          userPoolId,
          alias.attribute,
          alias.value,
          sub,
        )
        if (taken === undefined) return alias
      }
      return undefined
    },

    addAliases: (userPoolId, claims) => insertAliases(queries, userPoolId, claims),

    async releaseAlias(userPoolId, alias, sub) {
      const released = await queries.run(
        'delete from user_aliases where user_pool_id = $1 and attribute = $2 and value = $3 and sub = $4',
        userPoolId,
        alias.attribute,
        alias.value,
        sub,
      )
      return released === 1
    },

    list: (page) => listUsers(queries, page),
  }
}
