import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toLogDeliveryType } from './log-delivery-shape.ts'

export const GetLogDeliveryConfiguration = operation('GetLogDeliveryConfiguration', {
  access: iam.onUserPool,

  async handle({ UserPoolId }, { storage: { stores }, region }) {
    const { id } = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
    return { LogDeliveryConfiguration: toLogDeliveryType(id, await stores.logConfigurations.ofPool(id)) }
  },
})
