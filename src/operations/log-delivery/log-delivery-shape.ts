import type { LogDeliveryConfigurationType } from '../../contract/generated/types.ts'
import { type CamelMembers, toWireMembers } from '../../contract/member-case.ts'
import type { LogConfiguration } from '../../domain/log-delivery/log-configuration.ts'

/** The answer of both operations. */
export function toLogDeliveryType(
  userPoolId: string,
  logConfigurations: readonly LogConfiguration[],
): LogDeliveryConfigurationType {
  const members = { userPoolId, logConfigurations } as CamelMembers<LogDeliveryConfigurationType>
  return toWireMembers<LogDeliveryConfigurationType>('LogDeliveryConfigurationType', members)
}
