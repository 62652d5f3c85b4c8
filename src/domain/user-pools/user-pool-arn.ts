import type { ArnMember, Home } from '../arns/arn-rules.ts'
import { arnOf } from '../arns/assert-arn.ts'

const PREFIX = 'userpool/'

/**
 * The id of the pool behind an ARN: InvalidParameterException for the ARN of anything else, and
 * ResourceNotFoundException for a pool of another account or region, as for one that does not exist.
 */
export function userPoolIdOf(member: ArnMember, arn: string, home: Home): string {
  return arnOf(member, arn, home).resource.slice(PREFIX.length)
}
