import { newPassword } from '../../domain/credentials/password-verifier.ts'
import { type PasswordVerifier, userIdentity } from '../../domain/credentials/srp.ts'
import type { Storage, Stores } from '../../domain/stores.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { aliasesOf } from '../../domain/users/aliases.ts'
import { newUser } from '../../domain/users/create-user.ts'
import { newSub } from '../../domain/users/new-sub.ts'
import type { User } from '../../domain/users/user.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { auditEntry, type CommandEvent, type CommandRun } from '../command/audit-entry.ts'
import { hasPassword, populatedAttributes, populatedEmail, populatedUsername } from './populated-user.ts'

export interface Population {
  readonly users: number
  /** How many of them can sign in with the password; they are spread evenly. */
  readonly signIns: number
  readonly password: string | undefined
}

/**
 * Users per transaction: few commits, yet a server on the same database hardly waits. The transactions run one after
 * the other, since two would wait for each other's counts of users.
 */
const BATCH = 2000

/**
 * Fills a pool with invented users who have confirmed their sign-up. Deriving a verifier takes a millisecond, so most
 * users share one that has the usual size but was made for another name, and that no password matches. Skips names that
 * are taken. Returns how many users were added.
 */
export async function populateUsers(
  storage: Storage,
  pool: UserPool,
  population: Population,
  run: CommandRun,
): Promise<number> {
  const { entropy, now } = run
  const unusedIdentity = userIdentity(pool.id, entropy.uuid())
  const shared = newPassword(entropy, unusedIdentity, entropy.uuid())

  function verifierFor(user: User, index: number): PasswordVerifier {
    const { password } = population
    if (password === undefined || !hasPassword(index, population)) return shared
    return newPassword(entropy, userIdentity(pool.id, user.username), password)
  }

  async function add({ users, credentials, auditEvents }: Stores, from: number, to: number): Promise<number> {
    const people = Array.from({ length: to - from }, (_, i) => {
      const index = from + i
      return { index, user: populatedUser(pool, index, entropy, now) }
    })
    const stored = await users.insertAll(people.map(({ user }) => user))
    const added = people.filter(({ user }) => stored.has(user.sub))
    const claims = added.flatMap(({ user: { sub, attributes } }) =>
      aliasesOf(pool.settings, attributes).map((alias) => ({ sub, alias })),
    )
    await users.addAliases(pool.id, claims)
    const passwords = added.map(({ user, index }) => {
      return { sub: user.sub, password: { current: verifierFor(user, index), former: [], setAt: now } }
    })
    await credentials.insertAll(pool.id, passwords)
    await auditEvents.append(auditEntry(run, populationEvent(pool, added.length)))
    return added.length
  }

  let added = 0
  for (let from = 0; from < population.users; from += BATCH) {
    const to = Math.min(from + BATCH, population.users)
    added += await storage.transaction((stores) => add(stores, from, to))
  }
  return added
}

/** Deviation: the service has no call that does the same, so the name is ours. */
function populationEvent({ id: userPoolId, region }: UserPool, users: number): CommandEvent {
  return {
    eventSource: 'cognito-idp.amazonaws.com',
    eventName: 'PopulateUserPool',
    region,
    userPoolId,
    requestParameters: { userPoolId, users },
  }
}

/** The user as an administrator would create it, with the e-mail address as its name if the pool requires that. */
function populatedUser(pool: UserPool, index: number, entropy: Entropy, now: Instant): User {
  const byEmail = pool.settings.usernameAttributes?.includes('email') ?? false
  const requested = byEmail ? populatedEmail(index) : populatedUsername(index)
  const entries = populatedAttributes(index)
  const request = { sub: newSub(entropy), requested, entries, status: 'CONFIRMED' } as const
  return newUser(pool, request, { author: 'administrator', requiredMayFollow: true }, now + index)
}
