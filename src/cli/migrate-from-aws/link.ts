import { ConfigError } from '../../config/config-error.ts'
import type { UserPoolClient } from '../../domain/clients/user-pool-client.ts'
import type { FormerPool, FormerPoolFlow } from '../../domain/moving/former-pool.ts'

/** A client with its secret, as the old pool has both. */
export interface KnownClient {
  readonly client: UserPoolClient
  readonly secret: string | undefined
}

/** The first takes no credentials of the old pool's account. */
const FLOWS: ReadonlyArray<{ readonly flow: FormerPoolFlow; readonly names: readonly string[] }> = [
  { flow: 'USER_PASSWORD_AUTH', names: ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH'] },
  { flow: 'ADMIN_USER_PASSWORD_AUTH', names: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'] },
]

/**
 * The client through which passwords can be tried at the old pool: the one named, else the first that has a flow for
 * it. Undefined where no client has one.
 */
export function linkThrough(
  clients: readonly KnownClient[],
  place: { readonly region: string; readonly endpoint: string | undefined },
  wanted: string | undefined,
): FormerPool | undefined {
  const candidates = wanted === undefined ? clients : clients.filter(({ client }) => client.id === wanted)
  for (const { flow, names } of FLOWS) {
    const found = candidates.find(({ client }) =>
      client.settings.explicitAuthFlows?.some((name) => names.includes(name)),
    )
    if (found === undefined) continue
    const { client, secret } = found
    return { ...place, userPoolId: client.userPoolId, clientId: client.id, clientSecret: secret, flow }
  }
  if (wanted !== undefined) throw unfit(wanted)
  return undefined
}

const unfit = (clientId: string) =>
  new ConfigError([
    `the old pool has no client ${clientId} with ALLOW_USER_PASSWORD_AUTH or ALLOW_ADMIN_USER_PASSWORD_AUTH`,
  ])
