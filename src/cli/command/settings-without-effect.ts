import { clientsOfPool } from '../../domain/clients/clients-of-pool.ts'
import type { Stores } from '../../domain/stores.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { clientSettingsWithoutEffect } from '../../domain/without-effect/client-settings.ts'
import { domainSettingsWithoutEffect } from '../../domain/without-effect/domain-settings.ts'
import { poolSettingsWithoutEffect } from '../../domain/without-effect/pool-settings.ts'
import type { SettingWithoutEffect } from '../../domain/without-effect/setting-without-effect.ts'

export interface FoundSetting extends SettingWithoutEffect {
  /** Whose it is: `client <id>` or `domain <name>`. If undefined, it is the pool's own. */
  readonly owner?: string
}

/** The settings of a pool, its domains and its clients that are stored but have no effect. */
export async function settingsWithoutEffect(
  stores: Pick<Stores, 'clients' | 'domains'>,
  { id, settings }: UserPool,
): Promise<readonly FoundSetting[]> {
  const found: FoundSetting[] = [...poolSettingsWithoutEffect(settings)]
  for (const domain of await stores.domains.ofPool(id)) {
    const ofDomain = domainSettingsWithoutEffect(domain)
    found.push(...ofDomain.map((setting) => ({ ...setting, owner: `domain ${domain.domain}` })))
  }
  for await (const client of clientsOfPool(stores, id)) {
    const ofClient = clientSettingsWithoutEffect(client.settings)
    found.push(...ofClient.map((setting) => ({ ...setting, owner: `client ${client.id}` })))
  }
  return found
}

/** For a command that stored these pools: a warning for each pool that has settings without effect. */
export async function effectWarnings(
  stores: Pick<Stores, 'clients' | 'domains' | 'userPools'>,
  userPoolIds: readonly string[],
): Promise<readonly string[]> {
  const warnings: string[] = []
  for (const id of userPoolIds) {
    const pool = await stores.userPools.find(id)
    const found = pool ? await settingsWithoutEffect(stores, pool) : []
    const names = [...new Set(found.map(({ setting }) => setting))].join(', ')
    if (names !== '') {
      warnings.push(
        `user pool ${id} has settings without effect: ${names} (see poolhouse config check-pool ${id})`,
      )
    }
  }
  return warnings
}
