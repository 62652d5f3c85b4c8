import type { Stores } from '../stores.ts'
import {
  CLIENT_DEFAULT,
  type ClientSessionConfiguration,
  isTracking,
  type PoolSessionConfiguration,
} from './session-configuration.ts'

/**
 * The session configuration that a client goes by. AWS: its own is dormant while the pool tracks no sessions.
 * @param ofPool the configuration of the client's pool, which comes with the client
 */
export async function clientSessionConfiguration(
  { sessionConfigurations }: Pick<Stores, 'sessionConfigurations'>,
  clientId: string,
  ofPool: PoolSessionConfiguration | undefined,
): Promise<ClientSessionConfiguration> {
  if (!isTracking(ofPool)) return CLIENT_DEFAULT
  return (await sessionConfigurations.ofClient(clientId)) ?? CLIENT_DEFAULT
}
