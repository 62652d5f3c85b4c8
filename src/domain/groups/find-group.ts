import type { Stores } from '../stores.ts'
import type { Group } from './group.ts'
import { groupNotFound } from './group-errors.ts'

/** @throws ResourceNotFoundException if the pool has no such group */
export async function findGroup(
  stores: Pick<Stores, 'groups'>,
  userPoolId: string,
  groupName: string,
): Promise<Group> {
  return (await stores.groups.find(userPoolId, groupName)) ?? notFound()
}

/** Like {@link findGroup}, and locks the group until this transaction ends. */
export async function lockGroup(
  stores: Pick<Stores, 'groups'>,
  userPoolId: string,
  groupName: string,
): Promise<Group> {
  return (await stores.groups.lock(userPoolId, groupName)) ?? notFound()
}

function notFound(): never {
  throw groupNotFound()
}
