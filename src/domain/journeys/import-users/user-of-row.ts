import type { PasswordHashingAlgorithmType } from '../../../contract/generated/types.ts'
import { ServiceError } from '../../../contract/service-error.ts'
import type { Instant } from '../../../kernel/clock.ts'
import type { Entropy } from '../../../kernel/entropy.ts'
import { type Attributes, CONTACT_ATTRIBUTES, VERIFICATION_FLAG } from '../../attributes/attributes.ts'
import { isVerified } from '../../attributes/contact.ts'
import type { ForeignPassword } from '../../credentials/foreign-password.ts'
import { type MfaSettings, NO_MFA_SETTINGS } from '../../factors/mfa-settings.ts'
import { MFA_ENABLED, PASSWORD_HASH, USERNAME } from '../../import-jobs/csv-header.ts'
import type { Row, RowFault } from '../../import-jobs/read-rows.ts'
import { splitRow } from '../../import-jobs/split-row.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import { newUser } from '../../users/create-user.ts'
import { newSub } from '../../users/new-sub.ts'
import type { User } from '../../users/user.ts'
import type { UserStatus } from '../../users/user-statuses.ts'
import { rowViolation } from './row-rules.ts'

/** The user that a row describes, not stored yet. */
export interface UserOfRow {
  readonly user: User
  /** The name as the file has it. */
  readonly requested: string
  readonly password: ForeignPassword | undefined
}

/** A user, or the reason why the row has none. */
export type RowReading = { readonly found: UserOfRow } | { readonly fault: string }

/** What applies to all rows of a file. */
export interface RowsOfFile {
  readonly pool: UserPool
  readonly columns: readonly string[]
  readonly algorithm: PasswordHashingAlgorithmType | undefined
}

const FAULTS: Readonly<Record<RowFault, string>> = {
  'not UTF-8': 'The row is not UTF-8 text.',
  'too long': 'The row is longer than 16,000 characters.',
}

/** Reads a row according to the header of its file, the rules of imports and the schema of the pool. */
export function userOfRow(
  row: Row,
  file: RowsOfFile,
  { entropy, now }: { readonly entropy: Entropy; readonly now: Instant },
): RowReading {
  if ('fault' in row) return { fault: FAULTS[row.fault] }
  const values = splitRow(row.text)
  if (values.length !== file.columns.length) {
    return { fault: `The row has ${values.length} values and the header ${file.columns.length} columns.` }
  }
  const record = new Map(file.columns.map((column, i) => [column, values[i] ?? '']))
  const password = passwordOf(record, file.algorithm)
  const violation = rowViolation(record, file.pool, password, file.algorithm)
  if (violation !== undefined) return { fault: violation }
  const requested = record.get(USERNAME) ?? ''
  try {
    const user = newUser(
      file.pool,
      {
        sub: newSub(entropy),
        requested,
        entries: entriesOf(record),
        status: statusOf(file.pool, record, password),
      },
      { author: 'administrator', requiredMayFollow: false },
      now,
    )
    return { found: { user: { ...user, mfa: mfaOf(record, user) }, requested, password } }
  } catch (error) {
    if (error instanceof ServiceError) return { fault: error.message }
    throw error
  }
}

/** AWS: a row can only activate text messages, which need a number. */
function mfaOf(record: Attributes, { attributes }: User): MfaSettings {
  const isWanted = record.get(MFA_ENABLED)?.toLowerCase() === 'true'
  return isWanted && attributes.has('phone_number') ? { activated: ['SMS_MFA'] } : NO_MFA_SETTINGS
}

function passwordOf(
  record: Attributes,
  algorithm: PasswordHashingAlgorithmType | undefined,
): ForeignPassword | undefined {
  const hash = record.get(PASSWORD_HASH)
  return algorithm && hash ? { algorithm, hash } : undefined
}

/** The columns that are attributes. Drops the verified flag of a contact that the row lacks. */
function entriesOf(record: Attributes) {
  const empty = CONTACT_ATTRIBUTES.filter(
    (contact) => !record.get(contact) && record.get(VERIFICATION_FLAG[contact])?.toLowerCase() === 'false',
  ).map((contact) => VERIFICATION_FLAG[contact] as string)
  const others = [USERNAME, MFA_ENABLED, PASSWORD_HASH, ...empty]
  return [...record].filter(([name]) => !others.includes(name)).map(([name, value]) => ({ name, value }))
}

/** AWS: users with a password, or who can sign in without one, are confirmed; all others must choose one. */
function statusOf(
  { settings }: UserPool,
  record: Attributes,
  password: ForeignPassword | undefined,
): UserStatus {
  const factors = settings.policies.signInPolicy.allowedFirstAuthFactors
  const needsNone =
    (factors.includes('EMAIL_OTP') && isVerified(record, 'email')) ||
    (factors.includes('SMS_OTP') && isVerified(record, 'phone_number'))
  return password || needsNone ? 'CONFIRMED' : 'RESET_REQUIRED'
}
