import type { Instant } from '../../kernel/clock.ts'
import { newPoolSchema } from '../schema/new-pool-schema.ts'
import type { Stores } from '../stores.ts'
import { configureRisk } from '../threat-protection/configure-risk.ts'
import { requestedRisk } from '../threat-protection/risk-configuration.ts'
import { assertThreatProtectionOn } from '../threat-protection/threat-protection-mode.ts'
import { withMfaConfig } from '../user-pools/settings/mfa-config.ts'
import { newSettings } from '../user-pools/settings/requested-settings.ts'
import { assertSettings } from '../user-pools/settings/settings-rules.ts'
import { assertFeaturesInTier } from '../user-pools/settings/tier-features.ts'
import { poolTags } from '../user-pools/tags.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { assertRoomForUserPool } from '../user-pools/user-pool-quota.ts'
import type { DeclaredUserPool, Seeded } from './declared-world.ts'

/**
 * The pool with the declared id; creates it by the rules of CreateUserPool if it is missing. The pool is locked, so
 * that several nodes that start with the same declaration create it only once.
 * @throws the errors of CreateUserPool, SetUserPoolMfaConfig and SetRiskConfiguration
 */
export async function seedUserPool(
  stores: Pick<Stores, 'riskConfigurations' | 'userPools'>,
  declared: DeclaredUserPool,
  { account, now }: { readonly account: string; readonly now: Instant },
): Promise<{ readonly seeded: Seeded; readonly pool: UserPool }> {
  const present = await stores.userPools.lock(declared.id)
  if (present) return { seeded: 'kept', pool: present }
  const { id, region, name, mfaConfig, riskConfiguration } = declared
  const settings = newSettings(declared.settings)
  const pool: UserPool = {
    id,
    region,
    name,
    schema: newPoolSchema(declared.attributes),
    settings: mfaConfig ? withMfaConfig(settings, mfaConfig) : settings,
    tags: poolTags(declared.tags),
    createdAt: now,
    modifiedAt: now,
  }
  assertSettings(pool.settings, { region, account })
  assertFeaturesInTier(pool.settings)
  await assertRoomForUserPool(stores, region)
  await stores.userPools.insert(pool)
  if (riskConfiguration) {
    assertThreatProtectionOn(pool)
    await configureRisk(stores, { pool }, requestedRisk(riskConfiguration, now), { region, account })
  }
  return { seeded: 'made', pool }
}
