import type { MoveStore } from '../../../domain/moving/move-store.ts'
import type { Queries } from '../../driver/database.ts'

export function moveStore(queries: Queries): MoveStore {
  return {
    async position(moveId) {
      const row = await queries.first<{ position: string }>(
        'select position from moves where id = $1',
        moveId,
      )
      return row?.position
    },

    async setPosition(moveId, position, now) {
      await queries.run(
        `insert into moves (id, position, moved_at) values ($1, $2, $3)
         on conflict (id) do update set position = $2, moved_at = $3`,
        moveId,
        position,
        now,
      )
    },

    async forget(moveId) {
      await queries.run('delete from moves where id = $1', moveId)
    },

    async userPoolIds() {
      const rows = await queries.all<{ id: string }>('select id from user_pools order by id')
      return rows.map(({ id }) => id)
    },
  }
}
