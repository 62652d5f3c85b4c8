import type { Group } from './group.ts'

/** What a user's groups say in tokens; each member is absent where there is nothing to say. */
export interface GroupClaims {
  readonly groups?: readonly string[]
  /** Of the ID token alone, as is the next. */
  readonly roles?: readonly string[]
  readonly preferredRole?: string
}

/**
 * AWS, as recorded: groups without a role do not count for roles; groups without a precedence never give the
 * preferred role; a tie at the best precedence gives it only if the roles agree.
 */
export function groupClaims(groups: readonly Group[]): GroupClaims {
  if (groups.length === 0) return {}
  const withRole = groups.filter((group) => group.roleArn !== undefined)
  const roles = [...new Set(withRole.flatMap(({ roleArn }) => roleArn ?? []))]
  const preferredRole = preferredRoleOf(withRole)
  return {
    groups: groups.map(({ groupName }) => groupName),
    ...(roles.length > 0 && { roles }),
    ...(preferredRole !== undefined && { preferredRole }),
  }
}

function preferredRoleOf(withRole: readonly Group[]): string | undefined {
  const best = Math.min(...withRole.map(({ precedence }) => precedence ?? Number.POSITIVE_INFINITY))
  if (best === Number.POSITIVE_INFINITY) return undefined
  const roles = new Set(
    withRole.filter(({ precedence }) => precedence === best).map(({ roleArn }) => roleArn),
  )
  return roles.size === 1 ? [...roles][0] : undefined
}
