import type { Stores } from '../stores.ts'
import { type Group, MAX_GROUPS_PER_POOL } from './group.ts'
import { groupExists, tooManyGroups } from './group-errors.ts'

/**
 * Stores a new group.
 * @throws GroupExistsException, LimitExceededException
 */
export async function addGroup(stores: Pick<Stores, 'groups'>, group: Group): Promise<Group> {
  if (!(await stores.groups.insert(group))) throw groupExists()
  if ((await stores.groups.countInPool(group.userPoolId)) > MAX_GROUPS_PER_POOL) throw tooManyGroups()
  return group
}
