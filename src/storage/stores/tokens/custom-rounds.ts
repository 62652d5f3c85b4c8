import type { CustomRounds } from '../../../domain/custom-challenges/custom-rounds.ts'
import type { CustomRoundsStore } from '../../../domain/custom-challenges/custom-rounds-store.ts'
import type { StoreTools } from '../../store-tools.ts'

type Content = Pick<CustomRounds, 'rounds' | 'presented'>

export function customRoundsStore({
  queries,
  vault,
}: Pick<StoreTools, 'queries' | 'vault'>): CustomRoundsStore {
  const contents = vault.forColumn('custom_rounds', 'sealed_content')

  return {
    async put({ id, userPoolId, expiresAt, rounds, presented }) {
      const content: Content = { rounds, presented }
      await queries.run(
        'insert into custom_rounds (id, user_pool_id, sealed_content, expires_at) values ($1, $2, $3, $4)',
        id,
        userPoolId,
        contents.seal(JSON.stringify(content), id),
        expiresAt,
      )
    },

    async find(id) {
      const row = await queries.first<{
        user_pool_id: string
        sealed_content: Uint8Array
        expires_at: number
      }>('select user_pool_id, sealed_content, expires_at from custom_rounds where id = $1', id)
      if (!row) return undefined
      const content = JSON.parse(contents.open(row.sealed_content, id)) as Content
      return { id, userPoolId: row.user_pool_id, expiresAt: row.expires_at, ...content }
    },

    deleteExpired: (before) => queries.run('delete from custom_rounds where expires_at < $1', before),
  }
}
