import type { DomainLocator } from '../../domain/domains/domain-address.ts'
import type { SecurityPolicy } from '../../domain/domains/user-pool-domain.ts'
import type { Stores } from '../../domain/stores.ts'
import { type Clock, type Instant, MINUTE } from '../../kernel/clock.ts'

/** Every connection over TLS asks. AWS: changes of a custom domain take minutes, too. */
const KEPT = MINUTE

/** Names that are remembered at once: clients may ask for any. */
const MOST = 1000

/**
 * What the custom domains demand of connections, by name in lower case: undefined for other names, and for domains that
 * demand nothing. The server's own name and prefix domains are never looked up. While the database can't be asked, a known answer
 * remains.
 */
export function securityPolicies(
  { domains }: Pick<Stores, 'domains'>,
  locator: Pick<DomainLocator, 'locate'>,
  clock: Clock,
): (name: string) => Promise<SecurityPolicy | undefined> {
  const known = new Map<string, { readonly policy: SecurityPolicy | undefined; readonly until: Instant }>()
  return async (name) => {
    if (locator.locate({ hostname: name, pathname: '/' })?.named.kind !== 'custom') return undefined
    const found = known.get(name)
    const now = clock()
    if (found && now < found.until) return found.policy
    let policy = found?.policy
    try {
      policy = (await domains.findCustom(name))?.custom?.securityPolicy
    } catch (error) {
      if (!found) throw error
    }
    if (known.size >= MOST) known.clear()
    known.set(name, { policy, until: now + KEPT })
    return policy
  }
}
