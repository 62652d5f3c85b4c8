import type { User } from '../users/user.ts'
import type { Group } from './group.ts'

export interface GroupStore {
  /** Answers false, and stores nothing, if the pool has a group of the name. */
  insert(group: Group): Promise<boolean>
  find(userPoolId: string, groupName: string): Promise<Group | undefined>
  /** As {@link find}, and holds the group against other transactions until this one ends. */
  lock(userPoolId: string, groupName: string): Promise<Group | undefined>
  save(group: Group): Promise<void>
  /** With its memberships. Answers whether there was such a group. */
  delete(userPoolId: string, groupName: string): Promise<boolean>
  /** At most `limit` groups by name, from behind `after`. */
  list(userPoolId: string, limit: number, after?: string): Promise<readonly Group[]>
  countInPool(userPoolId: string): Promise<number>

  /** Makes the user a member. Answers false if it is one already. */
  addMember(userPoolId: string, groupName: string, sub: string): Promise<boolean>
  removeMember(userPoolId: string, groupName: string, sub: string): Promise<void>
  /** At most `limit` groups of the user by name, from behind `after`; all of them without a limit. */
  listForUser(userPoolId: string, sub: string, limit?: number, after?: string): Promise<readonly Group[]>
  countForUser(userPoolId: string, sub: string): Promise<number>
  /** At most `limit` members in the order of their `sub`, from behind `after`. */
  listMembers(userPoolId: string, groupName: string, limit: number, after?: string): Promise<readonly User[]>
}
