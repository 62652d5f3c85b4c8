import type { ConsumedTokenStore } from '../../../domain/credentials/consumed-token-store.ts'
import type { Queries } from '../../driver/database.ts'

export function consumedTokenStore(queries: Queries): ConsumedTokenStore {
  return {
    async consume({ id, expiresAt }) {
      const consumed = await queries.run(
        'insert into consumed_tokens (expires_at, id) values ($1, $2) on conflict do nothing',
        expiresAt,
        id,
      )
      return consumed === 1
    },

    async isConsumed({ id, expiresAt }) {
      const sql = 'select 1 as found from consumed_tokens where expires_at = $1 and id = $2'
      return (await queries.first(sql, expiresAt, id)) !== undefined
    },

    deleteExpired: (before) => queries.run('delete from consumed_tokens where expires_at < $1', before),
  }
}
