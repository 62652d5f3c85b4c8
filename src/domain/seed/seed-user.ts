import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { setPassword } from '../credentials/set-password.ts'
import { joinGroup } from '../groups/join-group.ts'
import { NATIVE_PROVIDER } from '../identity-providers/identity-provider.ts'
import { newInvitation, storeInvitation } from '../invitations/invite-user.ts'
import type { Stores } from '../stores.ts'
import { linkIdentity } from '../user-identities/link-identity.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { lookUpOf } from '../users/aliases.ts'
import { createUser, newUser } from '../users/create-user.ts'
import { newSub } from '../users/new-sub.ts'
import { setMfaPreference } from '../users/set-mfa-preference.ts'
import type { User } from '../users/user.ts'
import { userAccountExists } from '../users/user-errors.ts'
import type { DeclaredUser, Seeded } from './declared-world.ts'
import { SeedConflict } from './seed-conflict.ts'

interface Moment {
  readonly entropy: Entropy
  readonly now: Instant
}

type UserStores = Pick<
  Stores,
  | 'credentials'
  | 'groups'
  | 'identityProviders'
  | 'softwareTokens'
  | 'userIdentities'
  | 'users'
  | 'verificationCodes'
>

/**
 * Creates the user with its memberships, unless the name already finds a user. Follows the rules of AdminCreateUser
 * and, for a permanent password, of AdminSetUserPassword. Sends no message.
 * @throws SeedConflict if another user has the `sub`; also the errors of these operations, of AdminAddUserToGroup,
 * AdminLinkProviderForUser and AdminSetUserMFAPreference
 */
export async function seedUser(
  stores: UserStores,
  pool: UserPool,
  declared: DeclaredUser,
  moment: Moment,
): Promise<Seeded> {
  const { username, sub, groups, identities, softwareToken, mfaPreference } = declared
  if (await stores.users.resolve(pool.id, lookUpOf(pool.settings, username, 'administrator'))) return 'kept'
  if (sub !== undefined && (await stores.users.find(pool.id, sub))) {
    throw new SeedConflict(`another user of the pool has the sub ${sub}`)
  }
  const user =
    declared.password === undefined
      ? await invite(stores, pool, declared, moment)
      : await confirm(stores, pool, declared, declared.password, moment)
  for (const group of groups) await joinGroup(stores, user, group)
  if (softwareToken) {
    await stores.softwareTokens.setVerified(pool.id, user.sub, { ...softwareToken, lastUsedStep: 0 })
  }
  if (mfaPreference) await setMfaPreference(stores, pool, user, mfaPreference, moment.now)
  const destination = { providerName: NATIVE_PROVIDER, attributeValue: user.username }
  for (const source of identities) await linkIdentity(stores, pool, { destination, source }, moment.now)
  return 'made'
}

function invite(
  stores: UserStores,
  pool: UserPool,
  { username, sub, entries, temporaryPassword }: DeclaredUser,
  moment: Moment,
): Promise<User> {
  const invitation = newInvitation(pool, { requested: username, sub, entries, temporaryPassword }, moment)
  return storeInvitation(stores, pool, invitation, 'refuse', moment)
}

async function confirm(
  stores: UserStores,
  pool: UserPool,
  { username: requested, sub, entries }: DeclaredUser,
  password: string,
  moment: Moment,
): Promise<User> {
  const request = { sub: sub ?? newSub(moment.entropy), requested, entries, status: 'CONFIRMED' } as const
  const user = newUser(pool, request, { author: 'administrator', requiredMayFollow: true }, moment.now)
  await createUser(stores, pool, user, requested, { alias: 'refuse', nameTaken: userAccountExists })
  const chosen = { password, occasion: 'change', temporary: false } as const
  await setPassword(stores, pool, user, chosen, moment)
  return user
}
