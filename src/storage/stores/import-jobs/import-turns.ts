import type { ImportTurnStore } from '../../../domain/import-jobs/import-turn-store.ts'
import type { Queries } from '../../driver/database.ts'

interface TurnRow {
  user_pool_id: string
  job_id: string
}

export function importTurnStore(queries: Queries): ImportTurnStore {
  return {
    async take(region, { userPoolId, id }) {
      const taken = await queries.first(
        `insert into user_import_turns (region, user_pool_id, job_id, holder, held_until)
         values ($1, $2, $3, null, 0) on conflict do nothing returning region`,
        region,
        userPoolId,
        id,
      )
      return taken !== undefined
    },

    async release({ userPoolId, id }) {
      await queries.run(
        'delete from user_import_turns where user_pool_id = $1 and job_id = $2',
        userPoolId,
        id,
      )
    },

    async claim({ holder, until }, now) {
      const free = 'held_until <= $1 or holder = $2'
      const regions = await queries.all<{ region: string }>(
        `select region from user_import_turns where ${free} order by region`,
        now,
        holder,
      )
      for (const { region } of regions) {
        const row = await queries.first<TurnRow>(
          `update user_import_turns set holder = $2, held_until = $3
           where region = $4 and (${free}) returning user_pool_id, job_id`,
          now,
          holder,
          until,
          region,
        )
        if (row) return { userPoolId: row.user_pool_id, id: row.job_id }
      }
      return undefined
    },

    async renew({ userPoolId, id }, { holder, until }) {
      const renewed = await queries.run(
        'update user_import_turns set held_until = $4 where user_pool_id = $1 and job_id = $2 and holder = $3',
        userPoolId,
        id,
        holder,
        until,
      )
      return renewed > 0
    },

    async releaseAll(holder) {
      await queries.run(
        'update user_import_turns set holder = null, held_until = 0 where holder = $1',
        holder,
      )
    },
  }
}
