import { newPassword } from '../domain/credentials/password-verifier.ts'
import { type PasswordVerifier, userIdentity } from '../domain/credentials/srp.ts'
import type { Storage, Stores } from '../domain/stores.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import { aliasesOf } from '../domain/users/aliases.ts'
import { newUser } from '../domain/users/create-user.ts'
import { newSub } from '../domain/users/new-sub.ts'
import type { User } from '../domain/users/user.ts'
import type { Instant } from '../kernel/clock.ts'
import type { Entropy } from '../kernel/entropy.ts'
import { hasPassword, populatedAttributes, populatedEmail, populatedUsername } from './populated-user.ts'

export interface Population {
  readonly users: number
  /** How many of them, spread evenly, can sign in with the password. */
  readonly signIns: number
  readonly password: string | undefined
}

/**
 * Users of one transaction: commits then cost little, and a server on the same database hardly waits. One transaction
 * at a time, as two of them would wait for each other's counts of users.
 */
const BATCH = 2000

/**
 * Fills a pool with made-up users who confirmed their sign-up. A password costs a millisecond, so most users share
 * one verifier: it is as long as a real one and was made for another name, so that no password matches it. A name
 * that is taken is left alone. Answers how many were added.
 */
export async function populateUsers(
  storage: Storage,
  pool: UserPool,
  population: Population,
  entropy: Entropy,
  now: Instant,
): Promise<number> {
  const nobody = userIdentity(pool.id, entropy.uuid())
  const shared = newPassword(entropy, nobody, entropy.uuid())

  function verifierFor(user: User, index: number): PasswordVerifier {
    const { password } = population
    if (password === undefined || !hasPassword(index, population)) return shared
    return newPassword(entropy, userIdentity(pool.id, user.username), password)
  }

  async function add(stores: Stores, index: number): Promise<boolean> {
    const user = populatedUser(pool, index, entropy, now)
    if (!(await stores.users.insert(user))) return false
    const aliases = aliasesOf(pool.settings, user.attributes)
    if (aliases.length > 0) await stores.users.setAliases(pool.id, user.sub, aliases)
    const password = { current: verifierFor(user, index), former: [], setAt: now }
    await stores.credentials.setPassword(pool.id, user.sub, password)
    return true
  }

  let added = 0
  for (let from = 0; from < population.users; from += BATCH) {
    const to = Math.min(from + BATCH, population.users)
    added += await storage.transaction(async (stores) => {
      let inBatch = 0
      for (let index = from; index < to; index++) if (await add(stores, index)) inBatch++
      return inBatch
    })
  }
  return added
}

/** As an administrator would create it, with the address in place of the name where the pool asks for one. */
function populatedUser(pool: UserPool, index: number, entropy: Entropy, now: Instant): User {
  const byEmail = pool.settings.usernameAttributes?.includes('email') ?? false
  const requested = byEmail ? populatedEmail(index) : populatedUsername(index)
  const entries = populatedAttributes(index)
  const request = { sub: newSub(entropy), requested, entries, status: 'CONFIRMED' } as const
  return newUser(pool, request, { author: 'administrator', requiredMayFollow: true }, now + index)
}
