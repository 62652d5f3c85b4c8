import type { Stores } from '../stores.ts'
import type { User } from '../users/user.ts'
import { userNotFound } from '../users/user-errors.ts'
import { MAX_GROUPS_PER_USER } from './group.ts'
import { groupNotFound, tooManyGroupsOfUser } from './group-errors.ts'

/**
 * Makes the user a member; does nothing if the user is one already.
 * @throws UserNotFoundException, ResourceNotFoundException, InvalidParameterException
 */
export async function joinGroup(
  stores: Pick<Stores, 'groups' | 'users'>,
  user: User,
  groupName: string,
): Promise<void> {
  // So that concurrent requests cannot exceed the limit together.
  if (!(await stores.users.lock(user.userPoolId, user.sub))) throw userNotFound()
  if (!(await stores.groups.find(user.userPoolId, groupName))) throw groupNotFound()
  await stores.groups.addMember(user.userPoolId, groupName, user.sub)
  const groups = await stores.groups.countForUser(user.userPoolId, user.sub)
  if (groups > MAX_GROUPS_PER_USER) throw tooManyGroupsOfUser()
}
