import { ServiceError } from '../../contract/service-error.ts'
import type { User } from './user.ts'

/** `attribute = "value"` or `attribute ^= "value"` (begins with). */
export interface UserFilter {
  readonly attribute: SearchableAttribute
  readonly comparison: 'equals' | 'starts-with'
  readonly value: string
  readonly caseSensitive: boolean
}

const SEARCHABLE = [
  'username',
  'email',
  'phone_number',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
  'cognito:user_status',
  'status',
  'sub',
] as const
export type SearchableAttribute = (typeof SEARCHABLE)[number]

/** AWS: "Searching for user attributes": these two are case-sensitive. */
const CASE_SENSITIVE: ReadonlySet<string> = new Set(['username', 'status'])

// Each part begins with a character that the previous part cannot match, so the expression never backtracks.
const CONDITION = /^\s*(?:"([^"]*)"|([^\s"=^]+))\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/su

/**
 * Parses the `Filter` of ListUsers; an empty text means no filter.
 * @throws InvalidParameterException
 */
export function parseUserFilter(text: string): UserFilter | undefined {
  if (text.trim() === '') return undefined
  const match = CONDITION.exec(text)
  if (!match) throw unreadableFilter()
  const [, quoted, bare, operator, value = ''] = match
  const name = quoted ?? bare ?? ''
  const attribute = SEARCHABLE.find((searchable) => searchable === name)
  if (!attribute) throw notSearchable(name)
  return {
    attribute,
    comparison: operator === '=' ? 'equals' : 'starts-with',
    value: value.replace(/\\(.)/gsu, '$1'),
    caseSensitive: CASE_SENSITIVE.has(attribute),
  }
}

/** The reference for filtering: a store's query must select the same users. */
export function matchesFilter(filter: UserFilter, user: User): boolean {
  const found = searchedValue(user, filter.attribute)
  if (found === undefined) return false
  const fold = (text: string) => (filter.caseSensitive ? text : text.toLowerCase())
  const [value, sought] = [fold(found), fold(filter.value)]
  return filter.comparison === 'equals' ? value === sought : value.startsWith(sought)
}

function searchedValue(user: User, attribute: SearchableAttribute): string | undefined {
  switch (attribute) {
    case 'username':
      return user.username
    case 'sub':
      return user.sub
    case 'cognito:user_status':
      return user.status
    case 'status':
      return user.enabled ? 'Enabled' : 'Disabled'
    default:
      return user.attributes.get(attribute)
  }
}

const unreadableFilter = () => new ServiceError('InvalidParameterException', 'Error while parsing filter.')

const notSearchable = (name: string) =>
  new ServiceError('InvalidParameterException', `Invalid search attribute: ${name}`)
