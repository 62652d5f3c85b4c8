import type { SetLogDeliveryConfigurationRequest } from '../../contract/generated/types.ts'
import { toCamelMembers } from '../../contract/member-case.ts'
import { configureLogDelivery } from '../../domain/log-delivery/configure-log-delivery.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toLogDeliveryType } from './log-delivery-shape.ts'

export const SetLogDeliveryConfiguration = operation('SetLogDeliveryConfiguration', {
  access: iam.onUserPool,
  auditsAnswer: true,

  handle(input, { storage, region, account }) {
    const { logConfigurations } = toCamelMembers<SetLogDeliveryConfigurationRequest>(
      'SetLogDeliveryConfigurationRequest',
      input,
    )
    return storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, input.UserPoolId) // ResourceNotFoundException
      await configureLogDelivery(stores, pool, logConfigurations, { region, account })
      return { LogDeliveryConfiguration: toLogDeliveryType(pool.id, logConfigurations) }
    })
  },
})
