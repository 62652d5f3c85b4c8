import type { ArnMember, Home } from '../arns/arn-rules.ts'
import { arnOf } from '../arns/assert-arn.ts'

const PREFIX = 'userpool/'

export interface NamedPool {
  readonly id: string
  /** The pool's own, or that of its replica. */
  readonly region: string
}

/**
 * The pool that an ARN names.
 * @throws InvalidParameterException if the ARN names something else
 * @throws ResourceNotFoundException if the pool is in another account, as for a pool that does not exist
 */
export function poolNamedBy(member: ArnMember, arn: string, home: Home): NamedPool {
  const { resource, region } = arnOf(member, arn, home)
  return { id: resource.slice(PREFIX.length), region }
}
