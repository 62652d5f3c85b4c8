import type { Instant } from '../../kernel/clock.ts'

export interface Group {
  readonly userPoolId: string
  readonly groupName: string
  readonly description?: string | undefined
  readonly roleArn?: string | undefined
  /** The lowest value ranks first; a group without one has no rank. */
  readonly precedence?: number | undefined
  readonly createdAt: Instant
  readonly modifiedAt: Instant
}

/** AWS: quotas, "Groups per user pool" and "Groups per user", neither adjustable here. */
export const MAX_GROUPS_PER_POOL = 10_000
export const MAX_GROUPS_PER_USER = 100
