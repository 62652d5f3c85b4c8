// A stranger is somebody in whose name a request comes and whom the pool does not have. Clients that hide who exists
// get the same answers about strangers as about users, so strangers have a name, a password that nobody knows, and
// limits, none of which is stored for each of them: the names that somebody can make up are without number.
import { createHmac, type KeyObject } from 'node:crypto'
import { lookUpOf } from '../users/aliases.ts'
import { isSubForm, subOf } from '../users/new-sub.ts'
import { canonicalName, type SignInNames } from '../users/username-rules.ts'

/**
 * The username that a stranger would have, always the same for the same name: where usernames are `sub`s, and where an
 * e-mail address or phone number can only be an alias, one in the form of a `sub`; else the name itself. It is its own
 * stranger's name, so that a client may go on with the one that it was told.
 * @param key the pool's for absent users
 */
export function strangerName(key: KeyObject, names: SignInNames, requested: string): string {
  const name = canonicalName(names, requested)
  if (names.usernameAttributes?.length ? isSubForm(name) : !isContactAlias(names, name)) return name
  return subOf(createHmac('sha256', key).update(`sub ${name}`).digest())
}

/** Any name might be a preferred username; most of those that people send are usernames. */
function isContactAlias(names: SignInNames, name: string): boolean {
  return lookUpOf(names, name, 'user').aliases.some(({ attribute }) => attribute !== 'preferred_username')
}

/**
 * Under what a stranger's attempts are counted, in place of the `sub`. Strangers share 65,536 counters in a pool; nobody
 * can foresee which names share one.
 * @param name see {@link strangerName}
 */
export function strangerCounter(key: KeyObject, name: string): string {
  return `stranger-${createHmac('sha256', key).update(`counter ${name}`).digest('hex').slice(0, 4)}`
}
