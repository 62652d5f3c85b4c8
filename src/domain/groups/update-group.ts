import type { Instant } from '../../kernel/clock.ts'
import type { Group } from './group.ts'

export interface GroupChange {
  readonly description?: string | undefined
  readonly roleArn?: string | undefined
  readonly precedence?: number | undefined
}

/**
 * The group after UpdateGroup, or the same object if the request changes nothing. AWS: members that are left out stay
 * as they are, an empty description counts as left out, and setting a value to what it already is still updates the
 * date.
 */
export function updatedGroup(group: Group, change: GroupChange, now: Instant): Group {
  const description = change.description === '' ? undefined : change.description
  const { roleArn, precedence } = change
  if (description === undefined && roleArn === undefined && precedence === undefined) return group
  return {
    ...group,
    ...(description !== undefined && { description }),
    ...(roleArn !== undefined && { roleArn }),
    ...(precedence !== undefined && { precedence }),
    modifiedAt: now,
  }
}
