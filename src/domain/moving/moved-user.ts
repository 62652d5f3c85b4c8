import type { Instant } from '../../kernel/clock.ts'
import { type MfaSettings, mfaSettings, type SecondFactor } from '../factors/mfa-settings.ts'
import { SUBJECT } from '../identity-providers/identity-provider.ts'
import type { Stores } from '../stores.ts'
import { parseIdentities } from '../user-identities/identities-attribute.ts'
import { IDENTITIES, saveIdentities } from '../user-identities/save-identities.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { claimAliases } from '../users/claim-aliases.ts'
import type { User } from '../users/user.ts'
import { canonicalName } from '../users/username-rules.ts'
import type { FormerFactors, FormerUser } from './former-pool.ts'

/** A former pool's user as it will be here, with the same `sub`; undefined if the user has none. */
export function movedUser(pool: UserPool, former: FormerUser, now: Instant): User | undefined {
  const attributes = new Map(former.attributes.map(({ name, value }) => [name, value ?? '']))
  const sub = attributes.get('sub')
  if (!sub) return undefined
  attributes.delete('sub')
  const createdAt = former.createdAt ?? now
  return {
    userPoolId: pool.id,
    username: canonicalName(pool.settings, former.username),
    sub,
    attributes,
    pendingAttributes: new Map(),
    status: former.status,
    enabled: former.enabled,
    mfa: movedFactors(former.factors),
    createdAt,
    modifiedAt: former.modifiedAt ?? createdAt,
  }
}

/** Factors that need no secret of the former pool. */
const MOVING_FACTORS: readonly SecondFactor[] = ['SMS_MFA', 'EMAIL_OTP']

function movedFactors({ activated, preferred }: FormerFactors = { activated: [] }): MfaSettings {
  return mfaSettings({
    activated: MOVING_FACTORS.filter((factor) => activated.includes(factor)),
    preferred: MOVING_FACTORS.find((factor) => factor === preferred),
  })
}

/** What was done with a user from elsewhere. `refused`: another user has its username or one of its aliases. */
export type Settled = 'made' | 'kept' | 'refused'

/** Stores a user from elsewhere unchanged. If a user with that `sub` exists, it is kept. */
export async function settleUser(
  stores: Pick<Stores, 'users'>,
  pool: UserPool,
  user: User,
): Promise<Settled> {
  if (await stores.users.find(pool.id, user.sub)) return 'kept'
  if (!(await stores.users.insert(user))) return 'refused'
  if ((await claimAliases(stores, pool, user)) === undefined) return 'made'
  await stores.users.delete(pool.id, user.sub) // a user with only some of its names is worse than none
  return 'refused'
}

/**
 * Like {@link settleUser}, for a user of a former pool: also stores the identities at providers, which the service shows in
 * an attribute. It does not show which attribute identifies a link that was never used, so the subject identifies each.
 */
export async function settleMovedUser(
  stores: Pick<Stores, 'userIdentities' | 'users'>,
  pool: UserPool,
  user: User,
): Promise<Settled> {
  const settled = await settleUser(stores, pool, user)
  const text = user.attributes.get(IDENTITIES)
  if (settled !== 'made' || text === undefined) return settled
  const { userPoolId, sub } = user
  for (const shown of parseIdentities(text)) {
    await stores.userIdentities.insert({ ...shown, userPoolId, sub, attributeName: SUBJECT })
  }
  await saveIdentities(stores, user, user.modifiedAt) // without those that another user has
  return settled
}
