import type { UserPoolClient } from '../domain/clients/user-pool-client.ts'
import type { UserPoolDomain } from '../domain/domains/user-pool-domain.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import { clientSettingsWithoutEffect } from '../domain/without-effect/client-settings.ts'
import { domainSettingsWithoutEffect } from '../domain/without-effect/domain-settings.ts'
import { poolSettingsWithoutEffect } from '../domain/without-effect/pool-settings.ts'
import type { Log, LogFields } from '../kernel/log.ts'

/** After a transaction that stored the pool: logs which of its settings have no effect. */
export function warnOfPoolSettings(log: Log, { id, settings }: Pick<UserPool, 'id' | 'settings'>): void {
  warn(log, { userPoolId: id }, poolSettingsWithoutEffect(settings))
}

/** As {@link warnOfPoolSettings}, of an app client. */
export function warnOfClientSettings(
  log: Log,
  { id, userPoolId, settings }: Pick<UserPoolClient, 'id' | 'userPoolId' | 'settings'>,
): void {
  warn(log, { userPoolId, clientId: id }, clientSettingsWithoutEffect(settings))
}

/** As {@link warnOfPoolSettings}, of a domain. */
export function warnOfDomainSettings(log: Log, domain: UserPoolDomain): void {
  const { userPoolId } = domain
  warn(log, { userPoolId, domain: domain.domain }, domainSettingsWithoutEffect(domain))
}

function warn(log: Log, about: LogFields, found: readonly { readonly setting: string }[]): void {
  if (found.length === 0) return
  const settings = found.map(({ setting }) => setting)
  log.warn('Settings were stored that have no effect: see poolhouse config check-pool', {
    ...about,
    settings,
  })
}
