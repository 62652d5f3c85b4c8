import type { AddressFailureStore } from '../../../domain/limits/address-failure-store.ts'
import type { Queries } from '../../driver/database.ts'

export function addressFailureStore(queries: Queries): AddressFailureStore {
  return {
    async count(address, now, endsAt) {
      const row = await queries.first<{ ends_at: number; failures: number }>(
        `insert into address_failures (address, ends_at, failures) values ($1, $3, 1)
         on conflict (address) do update set
           failures = case when address_failures.ends_at <= $2 then 1 else address_failures.failures + 1 end,
           ends_at = case when address_failures.ends_at <= $2 then $3 else address_failures.ends_at end
         returning ends_at, failures`,
        address,
        now,
        endsAt,
      )
      return { endsAt: row?.ends_at ?? endsAt, failures: row?.failures ?? 1 }
    },

    async failuresOf(address, now) {
      const row = await queries.first<{ failures: number }>(
        'select failures from address_failures where address = $1 and ends_at > $2',
        address,
        now,
      )
      return row?.failures ?? 0
    },

    deleteEnded: (now) => queries.run('delete from address_failures where ends_at <= $1', now),
  }
}
