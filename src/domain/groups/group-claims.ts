import type { Group } from './group.ts'

/** The claims that a user's groups add to tokens; a member is absent if it would be empty. */
export interface GroupClaims {
  readonly groups?: readonly string[]
  /** In the ID token only, like the next. */
  readonly roles?: readonly string[]
  readonly preferredRole?: string
}

/**
 * AWS, as recorded: groups without a role add no role; groups without a precedence never set the preferred role; if
 * several groups share the best precedence, the preferred role is set only if their roles are equal.
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
