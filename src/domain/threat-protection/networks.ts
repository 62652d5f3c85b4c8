import { isInBlock, parseIpAddress, parseIpBlock } from '../../kernel/ip-address.ts'
import type { RiskExceptionConfiguration } from './risk-configuration.ts'

/** What a configuration says about an address, whatever its risk. A blocked one stays blocked if it is on both lists. */
export type NetworkVerdict = 'blocked' | 'skipped' | 'neither'

export function networkVerdict(
  { blockedIPRangeList = [], skippedIPRangeList = [] }: RiskExceptionConfiguration,
  ipAddress: string | undefined,
): NetworkVerdict {
  if (isIn(blockedIPRangeList, ipAddress)) return 'blocked'
  return isIn(skippedIPRangeList, ipAddress) ? 'skipped' : 'neither'
}

function isIn(ranges: readonly string[], ipAddress: string | undefined): boolean {
  const address = ranges.length === 0 || ipAddress === undefined ? undefined : parseIpAddress(ipAddress)
  if (!address) return false
  return ranges.some((range) => {
    const block = parseIpBlock(range)
    return block !== undefined && isInBlock(address, block)
  })
}
