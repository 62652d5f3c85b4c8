import type { Instant } from '../../kernel/clock.ts'
import type { Group } from '../groups/group.ts'
import type { FormerGroup } from './former-pool.ts'

/** A group of the former pool as it will be here. */
export function movedGroup(userPoolId: string, former: FormerGroup, now: Instant): Group {
  const createdAt = former.createdAt ?? now
  return { ...former, userPoolId, createdAt, modifiedAt: former.modifiedAt ?? createdAt }
}
