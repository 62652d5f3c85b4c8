import type { UserPoolClient } from '../domain/clients/user-pool-client.ts'
import type { UserPoolDomain } from '../domain/domains/user-pool-domain.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import { clientSettingsWithoutEffect } from '../domain/without-effect/client-settings.ts'
import { domainSettingsWithoutEffect } from '../domain/without-effect/domain-settings.ts'
import { poolSettingsWithoutEffect } from '../domain/without-effect/pool-settings.ts'
import type { Log } from '../kernel/log.ts'

const TEXT = 'Settings were stored that have no effect: see poolhouse config check-pool'

/** After a transaction that stored the pool: logs which of its settings have no effect. */
export function warnOfPoolSettings(log: Log, { id, settings }: Pick<UserPool, 'id' | 'settings'>): void {
  const found = poolSettingsWithoutEffect(settings).map(({ setting }) => setting)
  if (found.length > 0) log.warn(TEXT, { userPoolId: id, settings: found })
}

/** As {@link warnOfPoolSettings}, of an app client. */
export function warnOfClientSettings(
  log: Log,
  { id, userPoolId, settings }: Pick<UserPoolClient, 'id' | 'userPoolId' | 'settings'>,
): void {
  const found = clientSettingsWithoutEffect(settings).map(({ setting }) => setting)
  if (found.length > 0) log.warn(TEXT, { userPoolId, clientId: id, settings: found })
}

/** As {@link warnOfPoolSettings}, of a domain. */
export function warnOfDomainSettings(log: Log, domain: UserPoolDomain): void {
  const found = domainSettingsWithoutEffect(domain).map(({ setting }) => setting)
  if (found.length > 0)
    log.warn(TEXT, { userPoolId: domain.userPoolId, domain: domain.domain, settings: found })
}
