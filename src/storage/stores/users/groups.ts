import type { Group } from '../../../domain/groups/group.ts'
import type { GroupStore } from '../../../domain/groups/group-store.ts'
import type { Queries } from '../../driver/database.ts'
import { prefixed } from '../columns.ts'
import { toUser, USER_COLUMNS, type UserRow } from './user-rows.ts'

interface GroupRow {
  user_pool_id: string
  name: string
  description: string | null
  role_arn: string | null
  precedence: number | null
  created_at: number
  modified_at: number
}

const COLUMNS = 'user_pool_id, name, description, role_arn, precedence, created_at, modified_at'
const PREFIXED = prefixed(COLUMNS, 'g')

const LIST_FOR_USER = `
  select ${PREFIXED} from group_members m join groups g
    on g.user_pool_id = m.user_pool_id and g.name = m.group_name
  where m.user_pool_id = $1 and m.sub = $2 and m.group_name > $3 order by m.group_name limit $4`

export function groupStore(queries: Queries): GroupStore {
  async function read(userPoolId: string, name: string, lock: string): Promise<Group | undefined> {
    const row = await queries.first<GroupRow>(
      `select ${COLUMNS} from groups where user_pool_id = $1 and name = $2${lock}`,
      userPoolId,
      name,
    )
    return row && toGroup(row)
  }

  async function count(sql: string, ...values: string[]): Promise<number> {
    return (await queries.first<{ found: number }>(sql, ...values))?.found ?? 0
  }

  return {
    async insert(group) {
      const inserted = await queries.first(
        `insert into groups (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict do nothing returning name`,
        group.userPoolId,
        group.groupName,
        group.description ?? null,
        group.roleArn ?? null,
        group.precedence ?? null,
        group.createdAt,
        group.modifiedAt,
      )
      return inserted !== undefined
    },

    find: (userPoolId, groupName) => read(userPoolId, groupName, ''),
    lock: (userPoolId, groupName) => read(userPoolId, groupName, queries.forUpdate),

    async save(group) {
      await queries.run(
        `update groups set description = $3, role_arn = $4, precedence = $5, modified_at = $6
         where user_pool_id = $1 and name = $2`,
        group.userPoolId,
        group.groupName,
        group.description ?? null,
        group.roleArn ?? null,
        group.precedence ?? null,
        group.modifiedAt,
      )
    },

    async delete(userPoolId, groupName) {
      const deleted = await queries.run(
        'delete from groups where user_pool_id = $1 and name = $2',
        userPoolId,
        groupName,
      )
      return deleted === 1
    },

    async list(userPoolId, limit, after = '') {
      const rows = await queries.all<GroupRow>(
        `select ${COLUMNS} from groups where user_pool_id = $1 and name > $2 order by name limit $3`,
        userPoolId,
        after,
        limit,
      )
      return rows.map(toGroup)
    },

    countInPool: (userPoolId) =>
      count('select count(*) as found from groups where user_pool_id = $1', userPoolId),

    async addMember(userPoolId, groupName, sub) {
      const added = await queries.run(
        `insert into group_members (user_pool_id, group_name, sub) values ($1, $2, $3)
         on conflict do nothing`,
        userPoolId,
        groupName,
        sub,
      )
      return added === 1
    },

    async removeMember(userPoolId, groupName, sub) {
      await queries.run(
        'delete from group_members where user_pool_id = $1 and group_name = $2 and sub = $3',
        userPoolId,
        groupName,
        sub,
      )
    },

    async listForUser(userPoolId, sub, limit = MOST_GROUPS, after = '') {
      const rows = await queries.all<GroupRow>(LIST_FOR_USER, userPoolId, sub, after, limit)
      return rows.map(toGroup)
    },

    countForUser: (userPoolId, sub) =>
      count(
        'select count(*) as found from group_members where user_pool_id = $1 and sub = $2',
        userPoolId,
        sub,
      ),

    async listMembers(userPoolId, groupName, limit, after = '') {
      const rows = await queries.all<UserRow>(
        `select ${prefixed(USER_COLUMNS, 'u')} from group_members m join users u
           on u.user_pool_id = m.user_pool_id and u.sub = m.sub
         where m.user_pool_id = $1 and m.group_name = $2 and m.sub > $3 order by m.sub limit $4`,
        userPoolId,
        groupName,
        after,
        limit,
      )
      return rows.map(toUser)
    },
  }
}

/** More than a user can have. */
const MOST_GROUPS = 1000

function toGroup(row: GroupRow): Group {
  return {
    userPoolId: row.user_pool_id,
    groupName: row.name,
    description: row.description ?? undefined,
    roleArn: row.role_arn ?? undefined,
    precedence: row.precedence ?? undefined,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  }
}
