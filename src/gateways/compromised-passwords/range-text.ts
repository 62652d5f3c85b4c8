import { createHash } from 'node:crypto'

/** The SHA-1 of a password in the two parts that range files have: five digits for the file, 35 for the line. */
export interface RangeKey {
  readonly prefix: string
  readonly suffix: string
}

/** Source: Pwned Passwords API v3, "Searching by range". */
export function rangeKey(password: string): RangeKey {
  const digest = createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase()
  return { prefix: digest.slice(0, 5), suffix: digest.slice(5) }
}

/**
 * Whether a range contains a suffix. Its lines are `<suffix>:<count>`; lines with the count 0 are padding and say
 * nothing.
 */
export function rangeHas(text: string, suffix: string): boolean {
  const line = `${suffix}:`
  const upper = text.toUpperCase()
  for (let at = upper.indexOf(line); at !== -1; at = upper.indexOf(line, at + 1)) {
    const begins = at === 0 || upper[at - 1] === '\n'
    if (begins) return /^0*[1-9]/.test(upper.slice(at + line.length, at + line.length + 20))
  }
  return false
}
