import type { User } from '../users/user.ts'
import type { Group } from './group.ts'

export interface GroupStore {
  /** Returns false, and stores nothing, if the pool has a group with that name. */
  insert(group: Group): Promise<boolean>
  find(userPoolId: string, groupName: string): Promise<Group | undefined>
  /** Like {@link find}, and locks the group until this transaction ends. */
  lock(userPoolId: string, groupName: string): Promise<Group | undefined>
  save(group: Group): Promise<void>
  /** Deletes the group with its memberships. Returns whether it existed. */
  delete(userPoolId: string, groupName: string): Promise<boolean>
  /** At most `limit` groups in the order of their names, starting after `after`. */
  list(userPoolId: string, limit: number, after?: string): Promise<readonly Group[]>
  countInPool(userPoolId: string): Promise<number>

  /** Makes the user a member. Returns false if the user is one already. */
  addMember(userPoolId: string, groupName: string, sub: string): Promise<boolean>
  removeMember(userPoolId: string, groupName: string, sub: string): Promise<void>
  /**
   * At most `limit` groups of the user in the order of their names, starting after `after`; without a limit all of
   * them.
   */
  listForUser(userPoolId: string, sub: string, limit?: number, after?: string): Promise<readonly Group[]>
  countForUser(userPoolId: string, sub: string): Promise<number>
  /** At most `limit` members in the order of their `sub`, starting after `after`. */
  listMembers(userPoolId: string, groupName: string, limit: number, after?: string): Promise<readonly User[]>
}
