// A stranger is a name in a request that no user of the pool has. Clients that hide whether users exist get the same
// answers for strangers as for users. So a stranger has a username, a password that never matches, and attempt limits.
// We store none of these per stranger, since anyone can make up any number of names.
import { createHmac, type KeyObject } from 'node:crypto'
import { lookUpOf } from '../users/aliases.ts'
import { isSubForm } from '../users/new-sub.ts'
import { canonicalName, type SignInNames } from '../users/username-rules.ts'
import { tracedSub } from './traced-sub.ts'

/**
 * The username that a stranger would have; always the same for the same name. It is in the form of a `sub` where
 * usernames are `sub`s, and where the name is an e-mail address or phone number that can only be an alias; otherwise it
 * is the name itself. Applied to its own result it returns the same name, so a client may continue with the username
 * that it received.
 * @param key the pool's for absent users
 */
export function strangerName(key: KeyObject, names: SignInNames, requested: string): string {
  const name = canonicalName(names, requested)
  if (names.usernameAttributes?.length ? isSubForm(name) : !isContactAlias(names, name)) return name
  return tracedSub(key, name)
}

/** Any name may be a preferred username, but most names that people send are usernames. */
function isContactAlias(names: SignInNames, name: string): boolean {
  return lookUpOf(names, name, 'user').aliases.some(({ attribute }) => attribute !== 'preferred_username')
}

/**
 * The counter for a stranger's attempts, in place of the `sub`. The strangers of a pool share 65,536 counters; which
 * names share one cannot be predicted.
 * @param name see {@link strangerName}
 */
export function strangerCounter(key: KeyObject, name: string): string {
  return `stranger-${createHmac('sha256', key).update(`counter ${name}`).digest('hex').slice(0, 4)}`
}
