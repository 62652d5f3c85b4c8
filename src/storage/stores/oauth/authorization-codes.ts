import type { AuthorizationCodeStore } from '../../../domain/authorization-codes/authorization-code-store.ts'
import type { Queries } from '../../driver/database.ts'
import type { Vault } from '../../vault.ts'

interface CodeRow {
  user_pool_id: string
  client_id: string
  sub: string
  sealed_grant: Uint8Array
  expires_at: number
  consumed_at: number | null
  family_id: string | null
}

export function authorizationCodeStore(queries: Queries, vault: Vault): AuthorizationCodeStore {
  const sealing = vault.forColumn('authorization_codes', 'sealed_grant')

  return {
    async insert({ digest, userPoolId, clientId, sub, grant, expiresAt }) {
      await queries.run(
        `insert into authorization_codes (digest, user_pool_id, client_id, sub, sealed_grant, expires_at)
         values ($1, $2, $3, $4, $5, $6)`,
        digest,
        userPoolId,
        clientId,
        sub,
        sealing.seal(JSON.stringify(grant), digest),
        expiresAt,
      )
    },

    async find(digest) {
      const row = await queries.first<CodeRow>(
        `select user_pool_id, client_id, sub, sealed_grant, expires_at, consumed_at, family_id
         from authorization_codes where digest = $1`,
        digest,
      )
      return (
        row && {
          digest,
          userPoolId: row.user_pool_id,
          clientId: row.client_id,
          sub: row.sub,
          grant: JSON.parse(sealing.open(row.sealed_grant, digest)),
          expiresAt: row.expires_at,
          consumedAt: row.consumed_at ?? undefined,
          familyId: row.family_id ?? undefined,
        }
      )
    },

    async consume(digest, now, familyId) {
      const consumed = await queries.run(
        `update authorization_codes set consumed_at = $2, family_id = $3
         where digest = $1 and consumed_at is null`,
        digest,
        now,
        familyId ?? null,
      )
      return consumed === 1
    },

    async deleteUnspent({ userPoolId, sub }) {
      await queries.run(
        'delete from authorization_codes where user_pool_id = $1 and sub = $2 and consumed_at is null',
        userPoolId,
        sub,
      )
    },

    deleteExpired: (before) => queries.run('delete from authorization_codes where expires_at < $1', before),
  }
}
