import { ServiceError } from '../../contract/service-error.ts'

export const groupExists = () =>
  new ServiceError('GroupExistsException', 'A group with the name already exists.')

export const groupNotFound = () => new ServiceError('ResourceNotFoundException', 'Group not found.')

/** Deviation: the service's own messages are not known (docs/deviations.md, "quotas of groups"). */
export const tooManyGroups = () =>
  new ServiceError('LimitExceededException', 'A user pool cannot have more than 10000 groups.')

export const tooManyGroupsOfUser = () =>
  new ServiceError('InvalidParameterException', 'A user cannot be a member of more than 100 groups.')

/** For ListUsersInGroup. */
export const invalidPagingMarker = () =>
  new ServiceError('InvalidParameterException', 'Paging marker is invalid.')
