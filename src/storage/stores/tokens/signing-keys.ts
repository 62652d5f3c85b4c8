import type { SigningKey, TokenUse } from '../../../domain/tokens/signing-key.ts'
import type { SigningKeyStore } from '../../../domain/tokens/signing-key-store.ts'
import type { Queries } from '../../driver/database.ts'
import type { Vault } from '../../vault.ts'

interface SigningKeyRow {
  user_pool_id: string
  id: string
  token_use: TokenUse
  public_key: string
  sealed_private_key: Uint8Array
  created_at: number
  retired_at: number | null
}

export function signingKeyStore(queries: Queries, vault: Vault): SigningKeyStore {
  const sealing = vault.forColumn('signing_keys', 'sealed_private_key')

  const toSigningKey = (row: SigningKeyRow): SigningKey => ({
    id: row.id,
    userPoolId: row.user_pool_id,
    use: row.token_use,
    publicKey: row.public_key,
    privateKey: sealing.open(row.sealed_private_key, row.user_pool_id, row.id),
    createdAt: row.created_at,
    retiredAt: row.retired_at ?? undefined,
  })

  return {
    async list(userPoolId) {
      const rows = await queries.all<SigningKeyRow>(
        `select user_pool_id, id, token_use, public_key, sealed_private_key, created_at, retired_at
         from signing_keys where user_pool_id = $1 order by created_at desc, id`,
        userPoolId,
      )
      return rows.map(toSigningKey)
    },

    async insertIfAbsent(key) {
      const inserted = await queries.first(
        `insert into signing_keys
           (user_pool_id, id, token_use, public_key, sealed_private_key, created_at, retired_at)
         values ($1, $2, $3, $4, $5, $6, null)
         on conflict do nothing returning id`,
        key.userPoolId,
        key.id,
        key.use,
        key.publicKey,
        sealing.seal(key.privateKey, key.userPoolId, key.id),
        key.createdAt,
      )
      return inserted !== undefined
    },

    async retireAll(userPoolId, now) {
      await queries.run(
        'update signing_keys set retired_at = $2 where user_pool_id = $1 and retired_at is null',
        userPoolId,
        now,
      )
    },

    deleteRetiredBefore: (before) => queries.run('delete from signing_keys where retired_at < $1', before),
  }
}
