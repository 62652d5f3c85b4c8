import type { Stores } from '../stores.ts'
import type { Group } from './group.ts'
import { groupNotFound } from './group-errors.ts'

/** The group, or ResourceNotFoundException. */
export async function findGroup(
  stores: Pick<Stores, 'groups'>,
  userPoolId: string,
  groupName: string,
): Promise<Group> {
  return (await stores.groups.find(userPoolId, groupName)) ?? notFound()
}

/** As {@link findGroup}, held against other transactions until this one ends. */
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
