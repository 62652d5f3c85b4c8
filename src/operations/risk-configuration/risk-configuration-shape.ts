import type { RiskConfigurationType } from '../../contract/generated/types.ts'
import { type CamelMembers, toWireMembers } from '../../contract/member-case.ts'
import type { RiskConfiguration } from '../../domain/threat-protection/risk-configuration.ts'

/** Whose configuration it is. Without a client's id, the pool's own. */
interface Owner {
  readonly userPoolId: string
  readonly clientId?: string | undefined
}

/** A configuration in the words of the API. AWS: if none was set, the answer only names the pool. */
export function toRiskConfigurationType(
  { userPoolId, clientId }: Owner,
  configuration: RiskConfiguration | undefined,
): RiskConfigurationType {
  if (!configuration) return { UserPoolId: userPoolId }
  const { modifiedAt, ...settings } = configuration
  const members = { ...settings, userPoolId, clientId } as CamelMembers<RiskConfigurationType>
  return {
    ...toWireMembers<RiskConfigurationType>('RiskConfigurationType', members),
    LastModifiedDate: modifiedAt,
  }
}
