import { assertSame } from '../replicas/regional-settings.ts'
import type { RiskConfiguration } from './risk-configuration.ts'

/**
 * AWS: in the region of a replica, only the sender of notifications can be changed of a risk configuration.
 * @throws InvalidParameterException if anything else would change
 */
export function assertRegionalRiskChange(
  before: RiskConfiguration | undefined,
  after: RiskConfiguration | undefined,
): void {
  assertSame(globalRisk(before), globalRisk(after))
}

function globalRisk(configuration: RiskConfiguration | undefined): object {
  const { modifiedAt: _, accountTakeoverRiskConfiguration: takeover, ...others } = configuration ?? {}
  const { from: _from, sourceArn: _sourceArn, ...notify } = takeover?.notifyConfiguration ?? {}
  return {
    ...others,
    accountTakeoverRiskConfiguration: takeover && { ...takeover, notifyConfiguration: notify },
  }
}
