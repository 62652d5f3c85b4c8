import { GetLogDeliveryConfiguration } from './get-log-delivery-configuration.ts'
import { SetLogDeliveryConfiguration } from './set-log-delivery-configuration.ts'

export const logDeliveryOperations = { GetLogDeliveryConfiguration, SetLogDeliveryConfiguration }
