import { isDeepStrictEqual } from 'node:util'
import { invalidParameter } from '../../contract/service-error.ts'
import type { UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

/** AWS: what the region of a replica sets for itself. Requests to it must leave the rest of the pool's settings as they are. */
const REGIONAL: ReadonlySet<string> = new Set([
  'emailConfiguration',
  'lambdaConfig',
  'smsConfiguration',
] satisfies (keyof UserPoolSettings)[])

/** @throws InvalidParameterException if a request to the region of a replica changes more than what is regional */
export function assertRegionalChange(before: NamedSettings, after: NamedSettings): void {
  assertSame(
    { poolName: before.name, ...before.settings },
    { poolName: after.name, ...after.settings },
    REGIONAL,
  )
}

type NamedSettings = Pick<UserPool, 'name' | 'settings'>

/** @throws InvalidParameterException as {@link assertRegionalChange}, for the first member that is different */
export function assertSame(before: object, after: object, except: ReadonlySet<string> = new Set()): void {
  const [present, wanted] = [withoutUndefined(before), withoutUndefined(after)]
  for (const member of Object.keys({ ...present, ...wanted })) {
    if (except.has(member) || isDeepStrictEqual(present[member], wanted[member])) continue
    throw globalSetting(`${member.charAt(0).toUpperCase()}${member.slice(1)}`)
  }
}

/** Drops undefined members, as storing does. */
function withoutUndefined(value: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value))
}

/** Deviation: the service's own message is not known (docs/deviations.md, "replicas"). */
const globalSetting = (member: string) =>
  invalidParameter(`${member} can only be changed in the primary region of the user pool.`)
