import type { UserPoolClient } from '../../../domain/clients/user-pool-client.ts'
import type { Exchange } from '../../domains/exchange.ts'
import type { Look } from '../../pages/sign-in/look/look.ts'
import { plainLook } from '../../pages/sign-in/look/plain-look.ts'

/** How the pages of a domain look for a client. */
export async function lookOf(
  { domain }: Exchange,
  _client: UserPoolClient | undefined,
): Promise<Look | undefined> {
  return plainLook(domain.managedLoginVersion)
}
