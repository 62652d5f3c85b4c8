import type { AccessKey, AccessKeyStatus } from '../../../domain/iam/access-key.ts'
import type { AccessKeyListing, KeyHolder, PrincipalReference } from '../../../domain/iam/principal-store.ts'
import type { Instant } from '../../../kernel/clock.ts'
import type { StoreTools } from '../../store-tools.ts'
import { keyOf, type PrincipalRow, sessionText, toPrincipal, toSession } from './principal-rows.ts'

interface AccessKeyRow {
  id: string
  account_id: string
  kind: 'root' | 'user' | 'role'
  sealed_secret: Uint8Array
  status: AccessKeyStatus
  created_at: number
  expires_at: number | null
  sealed_session_token: Uint8Array | null
  session: string | null
}

/** A row of the join; the members of the principal are null for a key of root. */
type KeyHolderRow = AccessKeyRow &
  Omit<PrincipalRow, 'kind' | 'account_id' | 'name'> & { name: string | null }

/** The part of the store of principals that keeps access keys. */
export function accessKeyQueries({ queries, vault, caches }: StoreTools) {
  const secrets = vault.forColumn('access_keys', 'sealed_secret')
  const sessionTokens = vault.forColumn('access_keys', 'sealed_session_token')

  function toAccessKey(row: AccessKeyRow): AccessKey {
    return {
      id: row.id,
      secretAccessKey: secrets.open(row.sealed_secret, row.id),
      status: row.status,
      createdAt: row.created_at,
      ...(row.sealed_session_token &&
        row.expires_at !== null &&
        row.session !== null && {
          temporary: {
            sessionToken: sessionTokens.open(row.sealed_session_token, row.id),
            expiresAt: row.expires_at,
            session: toSession(row.session, caches.policyOf),
          },
        }),
    }
  }

  return {
    async find(id: string): Promise<KeyHolder | undefined> {
      const row = await queries.first<KeyHolderRow>(
        `select k.id, k.account_id, k.kind, k.sealed_secret, k.status, k.created_at, k.expires_at,
           k.sealed_session_token, k.session,
           p.name, p.principal_id, p.path, p.tags, p.policies, p.boundary
         from access_keys k left join principals p
           on p.account_id = k.account_id and p.kind = k.kind and p.folded_name = k.folded_name
         where k.id = $1`,
        id,
      )
      if (!row) return undefined
      const key = toAccessKey(row)
      const { kind, name } = row
      if (kind === 'root') {
        const principal = { kind, accountId: row.account_id } as const
        return { caller: { principal, session: key.temporary?.session }, key }
      }
      if (name === null) return undefined
      const principal = toPrincipal({ ...row, kind, name }, caches.policyOf)
      return { caller: { principal, session: key.temporary?.session }, key }
    },

    async countLasting(holder: PrincipalReference): Promise<number> {
      const row = await queries.first<{ keys: number }>(
        `select count(*) as keys from access_keys
         where account_id = $1 and kind = $2 and folded_name = $3 and expires_at is null`,
        ...keyOf(holder),
      )
      return row?.keys ?? 0
    },

    async insert(holder: PrincipalReference, key: AccessKey): Promise<void> {
      const { temporary } = key
      await queries.run(
        `insert into access_keys (id, account_id, kind, folded_name, sealed_secret, status, created_at,
           expires_at, sealed_session_token, session)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        key.id,
        ...keyOf(holder),
        secrets.seal(key.secretAccessKey, key.id),
        key.status,
        key.createdAt,
        temporary?.expiresAt ?? null,
        temporary ? sessionTokens.seal(temporary.sessionToken, key.id) : null,
        temporary ? sessionText(temporary.session) : null,
      )
    },

    async list(holder: PrincipalReference): Promise<readonly AccessKeyListing[]> {
      const rows = await queries.all<Pick<AccessKeyRow, 'id' | 'status' | 'created_at' | 'expires_at'>>(
        `select id, status, created_at, expires_at from access_keys
         where account_id = $1 and kind = $2 and folded_name = $3 order by created_at, id`,
        ...keyOf(holder),
      )
      return rows.map((row) => ({
        id: row.id,
        status: row.status,
        createdAt: row.created_at,
        ...(row.expires_at !== null && { expiresAt: row.expires_at }),
      }))
    },

    async setStatus(id: string, status: AccessKeyStatus): Promise<boolean> {
      return (await queries.run('update access_keys set status = $2 where id = $1', id, status)) === 1
    },

    async delete(id: string): Promise<boolean> {
      return (await queries.run('delete from access_keys where id = $1', id)) === 1
    },

    async deleteOf(holder: PrincipalReference): Promise<void> {
      await queries.run(
        'delete from access_keys where account_id = $1 and kind = $2 and folded_name = $3',
        ...keyOf(holder),
      )
    },

    deleteExpired: (before: Instant): Promise<number> =>
      queries.run('delete from access_keys where expires_at < $1', before),
  }
}
