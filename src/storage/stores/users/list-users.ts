import type { UserFilter } from '../../../domain/users/list-users-filter.ts'
import type { UserPage, UserPageKey, UserStore } from '../../../domain/users/user-store.ts'
import type { Queries, SqlValue } from '../../driver/database.ts'
import { toUser, USER_COLUMNS, type UserRow } from './user-rows.ts'

type SortedRow = UserRow & { sorted_by: string | number }

/** What is listed: rows whose `column` lies in a range, in the order of the column and the `sub`. */
interface Range {
  readonly column: string
  readonly from: SqlValue
  /** The first value behind the range. */
  readonly to?: SqlValue
  /** The one value of the range, where it is a single one. */
  readonly only?: SqlValue
}

/** Columns that sort users without the help of the `sub`. */
const UNIQUE: ReadonlySet<string> = new Set(['username', 'sub'])

/** ListUsers: each page is one walk along one index. */
export async function listUsers(queries: Queries, page: UserPage): ReturnType<UserStore['list']> {
  const { userPoolId, limit, filter, after } = page
  const range = filter ? filteredRange(filter) : { column: 'created_at', from: 0 }
  const { column } = range
  const values: SqlValue[] = [userPoolId]
  const bind = (value: SqlValue) => `$${values.push(value)}`

  const conditions = ['user_pool_id = $1']
  if (range.only !== undefined) conditions.push(`${column} = ${bind(range.only)}`)
  else {
    conditions.push(`${column} >= ${bind(range.from)}`)
    if (range.to !== undefined) conditions.push(`${column} < ${bind(range.to)}`)
  }
  const isUnique = UNIQUE.has(column)
  if (after && isUnique) conditions.push(`${column} > ${bind(after[0])}`)
  else if (after) conditions.push(`(${column}, sub) > (${bind(after[0])}, ${bind(after[1])})`)

  const rows = await queries.all<SortedRow>(
    `select ${USER_COLUMNS}, ${column} as sorted_by from users
     where ${conditions.join(' and ')} order by ${isUnique ? column : `${column}, sub`} limit ${bind(limit + 1)}`,
    ...values,
  )
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const next: UserPageKey | undefined = last && [last.sorted_by, last.sub]
  return { users: shown.map(toUser), next }
}

function filteredRange(filter: UserFilter): Range {
  const { attribute, comparison, value } = filter
  if (attribute === 'status') return statusRange(filter)
  const column = attribute === 'cognito:user_status' ? 'status' : attribute
  const sought = folded(filter, value)
  if (comparison === 'equals') return { column, from: sought, only: sought }
  return { column, from: sought, ...endOfPrefix(sought) }
}

/** `Enabled` and `Disabled` are a flag in the table; any other value matches no user. */
function statusRange({ comparison, value }: UserFilter): Range {
  const matches = (name: string) => (comparison === 'equals' ? name === value : name.startsWith(value))
  const [enabled, disabled] = [matches('Enabled'), matches('Disabled')]
  if (enabled && disabled) return { column: 'enabled', from: 0 }
  if (!enabled && !disabled) return { column: 'enabled', from: 2, only: 2 }
  return { column: 'enabled', from: 0, only: enabled ? 1 : 0 }
}

function folded({ attribute, caseSensitive }: UserFilter, value: string): string {
  const sought = caseSensitive ? value : value.toLowerCase()
  // Statuses are stored in capitals; toUpperCase would make capitals of letters beyond ASCII too.
  return attribute === 'cognito:user_status' ? sought.replace(/[a-z]/g, (it) => it.toUpperCase()) : sought
}

const LAST_CODE_POINT = 0x10ffff

/** Texts sort by code point: those with a prefix end where its last character is followed by the next one. */
function endOfPrefix(prefix: string): { to?: string } {
  const points = [...prefix]
  while (points.length > 0) {
    const point = points.pop()?.codePointAt(0) ?? 0
    if (point < LAST_CODE_POINT) return { to: points.join('') + String.fromCodePoint(following(point)) }
  }
  return {}
}

/** Surrogates are no characters of a text: the one after U+D7FF is U+E000. */
function following(point: number): number {
  return point === 0xd7ff ? 0xe000 : point + 1
}
