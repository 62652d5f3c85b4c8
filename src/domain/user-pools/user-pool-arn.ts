import type { ArnMember, Home } from '../arns/arn-rules.ts'
import { arnOf } from '../arns/assert-arn.ts'

const PREFIX = 'userpool/'

/**
 * The id of the pool that an ARN names.
 * @throws InvalidParameterException if the ARN names something else
 * @throws ResourceNotFoundException if the pool is in another account or region, as for a pool that does not exist
 */
export function userPoolIdOf(member: ArnMember, arn: string, home: Home): string {
  return arnOf(member, arn, home).resource.slice(PREFIX.length)
}
