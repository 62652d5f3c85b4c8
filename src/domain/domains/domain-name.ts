import { invalidCharacter, nameInUse, notASubdomain, reservedWord } from './domain-errors.ts'

/** AWS: DomainType, for prefix domains as they are and for each label of a custom domain. */
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** AWS: refused as a whole word between hyphens only. */
const RESERVED_WORDS = ['aws', 'amazon', 'cognito']

/** A top-level domain (RFC 3696, section 2: never all numeric). No region has such a name. */
const TOP_LEVEL = /^(?:[a-z]+|xn--[a-z0-9-]+)$/

/** @throws InvalidParameterException if no prefix domain can have the name */
export function assertPrefixName(prefix: string): void {
  if (!LABEL.test(prefix)) throw invalidCharacter()
  const words = prefix.split('-')
  const reserved = RESERVED_WORDS.find((word) => words.includes(word))
  if (reserved !== undefined) throw reservedWord(reserved)
}

/**
 * AWS: the parent of a custom domain must not be a top-level domain; whether it resolves is not checked here. Names at
 * which the server itself or its prefix domains are found are refused: a pool could take over the pages of another.
 * @param publicHost the host name of the server's public address
 * @throws InvalidParameterException if no custom domain can have the name
 */
export function assertCustomName(name: string, publicHost: string): void {
  const labels = name.split('.')
  if (!labels.every((label) => LABEL.test(label))) throw invalidCharacter()
  if (labels.length < 3 || !TOP_LEVEL.test(labels.at(-1) ?? '')) throw notASubdomain()
  if (name === publicHost || isPrefixAddress(name, publicHost)) throw nameInUse()
}

/** Whether the name has the form of a prefix domain's host, `<prefix>.auth.<region>.<public host>`. */
function isPrefixAddress(name: string, publicHost: string): boolean {
  if (!name.endsWith(`.${publicHost}`)) return false
  const labels = name.slice(0, -publicHost.length - 1).split('.')
  return labels.at(-2) === 'auth'
}
