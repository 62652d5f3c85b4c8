import type { PasswordHashingAlgorithmType } from '../../../contract/generated/types.ts'
import { type Attributes, VERIFICATION_FLAG } from '../../attributes/attributes.ts'
import { type ForeignPassword, isAcceptable } from '../../credentials/foreign-password.ts'
import { MFA_ENABLED, PASSWORD_HASH, USERNAME } from '../../import-jobs/csv-header.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'

// The rules that only imports have; those for attributes in general are where users are created. The messages are ours,
// except the one about auto-verified attributes (docs/deviations.md, "import jobs").

/** A message about the first fault of a row, or undefined. */
export function rowViolation(
  record: Attributes,
  pool: UserPool,
  password: ForeignPassword | undefined,
  algorithm: PasswordHashingAlgorithmType | undefined,
): string | undefined {
  return (
    controlViolation(record) ??
    usernameViolation(record.get(USERNAME) ?? '') ??
    mfaViolation(pool, record.get(MFA_ENABLED) ?? '') ??
    birthdateViolation(record.get('birthdate') ?? '') ??
    verificationViolation(record, pool) ??
    hashViolation(record, password, algorithm)
  )
}

/** Characters that neither a name nor a database accepts. */
function controlViolation(record: Attributes): string | undefined {
  const isBad = [...record.values()].some((value) => value.includes('\0'))
  return isBad ? 'The row contains a character that is not allowed.' : undefined
}

/** AWS: the pattern and length of `UsernameType`. */
function usernameViolation(name: string): string | undefined {
  if (name === '') return `The ${USERNAME} is required.`
  if (/\s/.test(name)) return `The ${USERNAME} must not contain spaces or tabs.`
  if (!/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u.test(name))
    return `The ${USERNAME} contains a character that is not allowed.`
  return [...name].length > 128 ? `The ${USERNAME} must not be longer than 128 characters.` : undefined
}

/** AWS: if blank, the pool's setting applies. */
function mfaViolation({ settings }: UserPool, value: string): string | undefined {
  if (!/^(true|false|)$/i.test(value)) return `The ${MFA_ENABLED} must be TRUE or FALSE.`
  const wants = value.toLowerCase()
  if (settings.mfaConfiguration === 'ON' && wants === 'false') {
    return `The ${MFA_ENABLED} must be TRUE in a user pool that requires MFA.`
  }
  if (settings.mfaConfiguration === 'OFF' && wants === 'true') {
    return `The ${MFA_ENABLED} must be FALSE in a user pool without MFA.`
  }
  return undefined
}

function birthdateViolation(value: string): string | undefined {
  if (value === '') return undefined
  const [, month, day, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(value) ?? []
  const time = Date.parse(`${year}-${month}-${day}T00:00:00Z`)
  const isDay = !Number.isNaN(time) && new Date(time).getUTCDate() === Number(day)
  return isDay ? undefined : 'The birthdate must be a date of the form mm/dd/yyyy.'
}

function verificationViolation(record: Attributes, { settings }: UserPool): string | undefined {
  const isVerified = (settings.autoVerifiedAttributes ?? []).some(
    (contact) => record.get(VERIFICATION_FLAG[contact])?.toLowerCase() === 'true',
  )
  if (isVerified) return undefined
  return 'The User Record does not set any of the auto verified attributes to verified. (Example: email_verified to true).'
}

function hashViolation(
  record: Attributes,
  password: ForeignPassword | undefined,
  algorithm: PasswordHashingAlgorithmType | undefined,
): string | undefined {
  if (!algorithm && record.get(PASSWORD_HASH)) {
    return `The ${PASSWORD_HASH} must be empty where the job has no password hashing algorithm.`
  }
  if (!password || isAcceptable(password)) return undefined
  return `The ${PASSWORD_HASH} is not a hash of the algorithm ${algorithm} within its limits.`
}
