import type { ConsumedTokenStore } from '../../domain/credentials/consumed-token-store.ts'
import type { Queries } from '../driver/database.ts'

export function consumedTokenStore(queries: Queries): ConsumedTokenStore {
  return {
    async consume(id, expiresAt) {
      const consumed = await queries.run(
        'insert into consumed_tokens (id, expires_at) values ($1, $2) on conflict do nothing',
        id,
        expiresAt,
      )
      return consumed === 1
    },

    async isConsumed(id) {
      return (await queries.first('select 1 as found from consumed_tokens where id = $1', id)) !== undefined
    },

    deleteExpired: (before) => queries.run('delete from consumed_tokens where expires_at < $1', before),
  }
}
