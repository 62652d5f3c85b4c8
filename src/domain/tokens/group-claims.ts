/** What of a group goes into tokens. */
export interface TokenGroup {
  readonly groupName: string
  /** The lower, the higher the rank; a group without one ranks nowhere. */
  readonly precedence?: number | undefined
  readonly roleArn?: string | undefined
}

export interface GroupClaims {
  readonly groups: readonly string[]
  /** Without duplicates. */
  readonly roles: readonly string[]
  readonly preferredRole?: string | undefined
}

/**
 * AWS: the role of the best-ranked group that has one is preferred, unless another group of that rank has another
 * role. Groups without a precedence or without a role don't count.
 */
export function groupClaims(groups: readonly TokenGroup[]): GroupClaims {
  const ranked = groups.flatMap(({ precedence, roleArn }) =>
    precedence === undefined || roleArn === undefined ? [] : [{ precedence, roleArn }],
  )
  const best = Math.min(...ranked.map(({ precedence }) => precedence))
  const [preferredRole, ...others] = new Set(
    ranked.filter(({ precedence }) => precedence === best).map(({ roleArn }) => roleArn),
  )
  return {
    groups: groups.map(({ groupName }) => groupName),
    roles: [...new Set(groups.flatMap(({ roleArn }) => (roleArn === undefined ? [] : [roleArn])))],
    preferredRole: others.length === 0 ? preferredRole : undefined,
  }
}
