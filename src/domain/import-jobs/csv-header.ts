import { isCustom, type PoolSchema } from '../schema/attribute-definition.ts'
import { STANDARD_ATTRIBUTES } from '../schema/standard-attributes.ts'

export const USERNAME = 'cognito:username'
export const MFA_ENABLED = 'cognito:mfa_enabled'
export const PASSWORD_HASH = 'password_hash'

/**
 * AWS: GetCSVHeader lists the standard attributes except `sub`, then the pool's own, then two columns of the import.
 */
export function csvHeader(schema: PoolSchema): readonly string[] {
  const standard = STANDARD_ATTRIBUTES.map(({ name }) => name).filter((name) => name !== 'sub')
  return [...standard, ...schema.filter(isCustom).map(({ name }) => name), MFA_ENABLED, USERNAME]
}

/** The columns in the order of the file, or why the header cannot be used. */
export type HeaderReading = { readonly columns: readonly string[] } | { readonly fault: string }

/**
 * Reads the first row of a file. Each column of {@link csvHeader} must occur exactly once, in any order.
 * `password_hash` is required if the job has a hashing algorithm, and otherwise optional.
 */
export function readHeader(schema: PoolSchema, columns: readonly string[], hashes: boolean): HeaderReading {
  const known = [...csvHeader(schema), PASSWORD_HASH]
  const needed = hashes ? known : known.slice(0, -1)
  const missing = needed.find((name) => !columns.includes(name))
  if (missing !== undefined) return { fault: `The header of the CSV file lacks the column ${missing}.` }
  if (columns.some((name) => !known.includes(name))) {
    return { fault: 'The header of the CSV file has a column that the user pool does not know.' }
  }
  if (new Set(columns).size < columns.length) {
    return { fault: 'The header of the CSV file has a column twice.' }
  }
  return { columns }
}
