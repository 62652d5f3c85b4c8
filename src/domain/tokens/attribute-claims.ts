import { type Attributes, isTrue } from '../attributes/attributes.ts'
import { isDecimal } from '../schema/decimal.ts'

const BOOLEANS: ReadonlySet<string> = new Set(['email_verified', 'phone_number_verified'])

/** Never in tokens: attributes that only developers see, and `sub`, which is a claim of its own. */
const LEFT_OUT = /^(dev:|sub$)/

/**
 * A user's attributes as claims of the ID token. AWS: all are strings, including custom numbers, except the two flags,
 * `updated_at`, the address (OpenID Connect Core, section 5.1) and the linked identities.
 */
export function attributeClaims(attributes: Attributes): Record<string, unknown> {
  const claims: Record<string, unknown> = {}
  for (const [name, value] of attributes) {
    if (!LEFT_OUT.test(name)) claims[name] = claimOf(name, value)
  }
  return claims
}

function claimOf(name: string, value: string): unknown {
  if (BOOLEANS.has(name)) return isTrue(value)
  if (name === 'address') return { formatted: value }
  if (name === 'updated_at') return isDecimal(value) && Number.isFinite(Number(value)) ? Number(value) : value
  return name === 'identities' ? identities(value) : value
}

/** AWS: in the token all members of an identity are strings; in the attribute, `primary` and `dateCreated` are not. */
function identities(value: string): unknown {
  try {
    const entries = JSON.parse(value) as ReadonlyArray<Record<string, unknown>>
    return entries.map((entry) => ({
      ...entry,
      primary: String(entry.primary),
      dateCreated: String(entry.dateCreated),
    }))
  } catch {
    return value // an administrator may have written any text
  }
}
