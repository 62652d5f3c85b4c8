import { invalidParameter } from './invalid-parameter.ts'
import { userPoolNotFound } from './user-pool-errors.ts'

const USER_POOL_ARN = /^arn:aws:cognito-idp:([\w-]+):(\d+):userpool\/([\w-]+_[0-9a-zA-Z]+)$/

/** Deviation: the service's own sentence is not known (docs/deviations.md, "tags"). */
const notAUserPool = (arn: string) => invalidParameter(`${arn} is not the ARN of a user pool.`)

/**
 * The id of the pool behind an ARN: InvalidParameterException for the ARN of anything else, and
 * ResourceNotFoundException for a pool of another account or region, as for one that does not exist.
 */
export function userPoolIdOf(arn: string, scope: { region: string; account: string }): string {
  const [, region, account, id] = USER_POOL_ARN.exec(arn) ?? []
  if (id === undefined) throw notAUserPool(arn)
  if (region !== scope.region || account !== scope.account) throw userPoolNotFound(id)
  return id
}
