import type { Attributes } from '../../../domain/attributes/attributes.ts'
import { hasMfaSettings, type MfaSettings, NO_MFA_SETTINGS } from '../../../domain/factors/mfa-settings.ts'
import type { User } from '../../../domain/users/user.ts'
import type { SqlValue } from '../../driver/database.ts'

export interface UserRow {
  user_pool_id: string
  sub: string
  username: string
  status: User['status']
  enabled: number
  attributes: string
  pending_attributes: string
  mfa_settings: string | null
  created_at: number
  modified_at: number
  signed_out_at: number | null
}

export const USER_COLUMNS =
  'user_pool_id, sub, username, status, enabled, attributes, pending_attributes, mfa_settings, created_at, ' +
  'modified_at, signed_out_at'

export const FIND_USER = `select ${USER_COLUMNS} from users where user_pool_id = $1 and sub = $2`

/** Most users have none. */
const NONE: Attributes = new Map()

export function toUser(row: UserRow): User {
  const user: User = {
    userPoolId: row.user_pool_id,
    sub: row.sub,
    username: row.username,
    status: row.status,
    enabled: row.enabled === 1,
    attributes: new Map(JSON.parse(row.attributes)),
    pendingAttributes: row.pending_attributes === '[]' ? NONE : new Map(JSON.parse(row.pending_attributes)),
    mfa: toMfa(row.mfa_settings),
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  }
  return row.signed_out_at === null ? user : { ...user, signedOutAt: row.signed_out_at }
}

export function toMfa(column: string | null): MfaSettings {
  return column === null ? NO_MFA_SETTINGS : JSON.parse(column)
}

/** Null where nothing is chosen, as by most users. */
export function mfaColumn(settings: MfaSettings): string | null {
  return hasMfaSettings(settings) ? JSON.stringify(settings) : null
}

/** Attributes that have their own column, in the order of the statements in users.ts. */
const SEARCHED = ['email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username']

/** Their values in lower case, as ListUsers compares them. */
export function searchedColumns(user: User): SqlValue[] {
  return SEARCHED.map((name) => {
    const value = user.attributes.get(name)
    return value === undefined ? null : searchedPrefix(value.toLowerCase())
  })
}

/**
 * AWS: filters are limited to 256 characters. In lower case a character may become two, and longer values cannot be
 * searched for; index entries must not grow without limit.
 */
const LONGEST_SOUGHT = 512

/** By code points: half a surrogate pair cannot be stored. */
function searchedPrefix(value: string): string {
  return value.length <= LONGEST_SOUGHT ? value : [...value].slice(0, LONGEST_SOUGHT).join('')
}
