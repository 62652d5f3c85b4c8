import type { TokenFamily } from '../../domain/tokens/token-family.ts'
import type { TokenFamilyStore } from '../../domain/tokens/token-family-store.ts'
import type { Queries, SqlValue } from '../driver/database.ts'
import {
  TOKEN_FAMILY_COLUMNS,
  type TokenFamilyRow,
  tokenFamilyValues,
  toTokenFamily,
} from './token-family-rows.ts'

/** What ends with a family: its session's record is deleted. */
const END = 'revoked_at = $1, session_id = null, last_active_at = null, device_type = null, ip_address = null'

export function tokenFamilyStore(queries: Queries): TokenFamilyStore {
  async function where(condition: string, ...values: SqlValue[]): Promise<TokenFamily | undefined> {
    const row = await queries.first<TokenFamilyRow>(
      `select ${TOKEN_FAMILY_COLUMNS} from token_families where ${condition}`,
      ...values,
    )
    return row && toTokenFamily(row)
  }

  return {
    async insert(family) {
      const values = tokenFamilyValues(family)
      await queries.run(
        `insert into token_families (${TOKEN_FAMILY_COLUMNS})
         values (${values.map((_, i) => `$${i + 1}`).join(', ')})`,
        ...values,
      )
    },

    find: (id) => where('id = $1', id),
    lock: (id) => where(`id = $1${queries.forUpdate}`, id),

    findByEvent: (userPoolId, sub, eventId) =>
      where('user_pool_id = $1 and sub = $2 and event_id = $3', userPoolId, sub, eventId),

    async findByRefreshToken(digest) {
      return (
        (await where('current_digest = $1', digest)) ??
        (await where('id = (select family_id from spent_refresh_tokens where digest = $1)', digest))
      )
    },

    async rotate(id, from, to) {
      const changed = await queries.run(
        `update token_families set current_digest = $3, previous_digest = $4, previous_until = $5
         where id = $1 and current_digest = $2 and revoked_at is null`,
        id,
        from.current,
        to.current,
        to.previous?.digest ?? null,
        to.previous?.until ?? null,
      )
      if (changed === 0) return false
      await queries.run(
        'insert into spent_refresh_tokens (digest, family_id) values ($1, $2)',
        from.current,
        id,
      )
      return true
    },

    async revoke(id, now) {
      const revoked = await queries.run(
        `update token_families set ${END} where id = $2 and revoked_at is null`,
        now,
        id,
      )
      return revoked === 1
    },

    async revokeAllOfUser(userPoolId, sub, now) {
      await queries.run(
        `update token_families set ${END} where user_pool_id = $2 and sub = $3 and revoked_at is null`,
        now,
        userPoolId,
        sub,
      )
    },

    deleteExpired: (before) => queries.run('delete from token_families where expires_at < $1', before),

    async noteActivity(id, { lastActiveAt, deviceType, ipAddress }) {
      await queries.run(
        `update token_families set last_active_at = $2, device_type = $3, ip_address = $4
         where id = $1 and session_id is not null`,
        id,
        lastActiveAt,
        deviceType,
        ipAddress,
      )
    },

    async listSessions(userPoolId, sub, now, limit) {
      const rows = await queries.all<TokenFamilyRow>(
        `select ${TOKEN_FAMILY_COLUMNS} from token_families
         where user_pool_id = $1 and sub = $2 and session_id is not null and revoked_at is null
           and expires_at > $3
         order by last_active_at desc, id limit $4`,
        userPoolId,
        sub,
        now,
        limit,
      )
      return rows.map(toTokenFamily)
    },
  }
}
