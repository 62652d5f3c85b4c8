import type { UserPoolClient } from '../clients/user-pool-client.ts'
import type { FormerPool, FormerPoolFlow } from './former-pool.ts'

/** A client with its secret, as the former pool has both. */
export interface KnownClient {
  readonly client: UserPoolClient
  readonly secret: string | undefined
}

/** The preferred flow first: it needs no credentials of the former pool's account. */
const FLOWS: ReadonlyArray<{ readonly flow: FormerPoolFlow; readonly names: readonly string[] }> = [
  { flow: 'USER_PASSWORD_AUTH', names: ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH'] },
  { flow: 'ADMIN_USER_PASSWORD_AUTH', names: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'] },
]

/**
 * Returns the link through which passwords can be tried in the former pool: by the preferred flow that one of the
 * clients allows, through the first client that allows it. Undefined where none allows one.
 */
export function passwordLink(
  clients: readonly KnownClient[],
  address: Pick<FormerPool, 'region' | 'endpoint'>,
): FormerPool | undefined {
  for (const { flow, names } of FLOWS) {
    const found = clients.find(({ client }) =>
      client.settings.explicitAuthFlows?.some((name) => names.includes(name)),
    )
    if (found === undefined) continue
    const { client, secret } = found
    return { ...address, userPoolId: client.userPoolId, clientId: client.id, clientSecret: secret, flow }
  }
  return undefined
}
