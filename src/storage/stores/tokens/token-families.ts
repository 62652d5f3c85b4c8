import type { TokenFamily } from '../../../domain/tokens/token-family.ts'
import type { TokenFamilyStore } from '../../../domain/tokens/token-family-store.ts'
import type { Queries, SqlValue } from '../../driver/database.ts'
import { placeholders } from '../row-runs.ts'
import {
  TOKEN_FAMILY_COLUMNS,
  type TokenFamilyRow,
  tokenFamilyValues,
  toTokenFamily,
} from './token-family-rows.ts'

/** What ends with a family: its session's record is deleted. */
const END_SESSION =
  'session_id = null, last_active_at = null, device_type = null, ip_address = null, origin_session_id = null'
const SIGN_OUT = `update token_families
  set revoked_at = coalesce(revoked_at, $1), signed_out_at = $1, ${END_SESSION}
  where signed_out_at is null`

const INSERT = `insert into token_families (${TOKEN_FAMILY_COLUMNS})
  values ${placeholders(1, TOKEN_FAMILY_COLUMNS.split(',').length)}`

const SELECT = `select ${TOKEN_FAMILY_COLUMNS} from token_families where`
const FIND = `${SELECT} id = $1`
const FIND_BY_EVENT = `${SELECT} user_pool_id = $1 and sub = $2 and event_id = $3`
const FIND_BY_DIGEST = `${SELECT} current_digest = $1`
const FIND_BY_SPENT_DIGEST = `${SELECT} id = (select family_id from spent_refresh_tokens where digest = $1)`

/** Client by client, as the index is; a cross join keeps SQLite from turning that round. */
const DELETE_EXPIRED = `delete from token_families where id in (
  select f.id from user_pool_clients c cross join token_families f
  where f.client_id = c.id and f.expires_at < $1)`

export function tokenFamilyStore(queries: Queries): TokenFamilyStore {
  async function first(sql: string, ...values: SqlValue[]): Promise<TokenFamily | undefined> {
    const row = await queries.first<TokenFamilyRow>(sql, ...values)
    return row && toTokenFamily(row)
  }

  return {
    async insert(family) {
      await queries.run(INSERT, ...tokenFamilyValues(family))
    },

    find: (id) => first(FIND, id),
    lock: (id) => first(`${FIND}${queries.forUpdate}`, id),
    findByEvent: (userPoolId, sub, eventId) => first(FIND_BY_EVENT, userPoolId, sub, eventId),

    async findByRefreshToken(digest) {
      return (await first(FIND_BY_DIGEST, digest)) ?? (await first(FIND_BY_SPENT_DIGEST, digest))
    },

    async rotate(id, from, to) {
      const changed = await queries.run(
        `update token_families set current_digest = $3, previous_digest = $4, previous_until = $5, generation = $6
         where id = $1 and current_digest = $2 and revoked_at is null`,
        id,
        from.current,
        to.current,
        to.previous?.digest ?? null,
        to.previous?.until ?? null,
        to.generation ?? null,
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
        `update token_families set revoked_at = $1, ${END_SESSION} where id = $2 and revoked_at is null`,
        now,
        id,
      )
      return revoked === 1
    },

    async endRefreshing(id, now) {
      await queries.run(
        'update token_families set expires_at = $1 where id = $2 and expires_at > $1',
        now,
        id,
      )
    },

    async signOutDevice(userPoolId, sub, deviceKey, now, spared = '') {
      await queries.run(
        `${SIGN_OUT} and user_pool_id = $2 and sub = $3 and device_key = $4 and id <> $5`,
        now,
        userPoolId,
        sub,
        deviceKey,
        spared,
      )
    },

    async signOut(id, now) {
      await queries.run(`${SIGN_OUT} and id = $2`, now, id)
    },

    async signOutOfSso(userPoolId, sub, originSessionId, now) {
      await queries.run(
        `${SIGN_OUT} and user_pool_id = $2 and sub = $3 and origin_session_id = $4`,
        now,
        userPoolId,
        sub,
        originSessionId,
      )
    },

    async signOutUser(userPoolId, sub, now) {
      await queries.run(`${SIGN_OUT} and user_pool_id = $2 and sub = $3`, now, userPoolId, sub)
    },

    deleteExpired: (before) => queries.run(DELETE_EXPIRED, before),

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
