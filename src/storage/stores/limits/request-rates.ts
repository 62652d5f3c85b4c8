import type {
  ProvisionedLimit,
  ProvisionedLimitStore,
} from '../../../domain/limits/provisioned-limit-store.ts'
import type { RequestRateStore } from '../../../domain/limits/request-rate-store.ts'
import type { Queries } from '../../driver/database.ts'

export function requestRateStore(queries: Queries): RequestRateStore {
  return {
    async lease(second, subject, requests) {
      const row = await queries.first<{ leased: number }>(
        `insert into request_leases (second, subject, leased) values ($1, $2, $3)
         on conflict (second, subject) do update set leased = request_leases.leased + $3 returning leased`,
        second,
        subject,
        requests,
      )
      return row?.leased ?? requests
    },

    deleteBefore: (second) => queries.run('delete from request_leases where second < $1', second),
  }
}

export function provisionedLimitStore(queries: Queries): ProvisionedLimitStore {
  return {
    list: (region) =>
      queries.all<ProvisionedLimit>(
        'select category, value from provisioned_limits where region = $1 order by category',
        region,
      ),

    async save(region, { category, value }, now) {
      await queries.run(
        `insert into provisioned_limits (region, category, value, modified_at) values ($1, $2, $3, $4)
         on conflict (region, category) do update set value = $3, modified_at = $4`,
        region,
        category,
        value,
        now,
      )
    },
  }
}
