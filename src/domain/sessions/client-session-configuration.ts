import type { Stores } from '../stores.ts'
import { CLIENT_DEFAULT, type ClientSessionConfiguration, isTracking } from './session-configuration.ts'

/** The session configuration that a client goes by. AWS: its own is dormant while the pool tracks no sessions. */
export async function clientSessionConfiguration(
  { sessionConfigurations }: Pick<Stores, 'sessionConfigurations'>,
  { id, userPoolId }: { readonly id: string; readonly userPoolId: string },
): Promise<ClientSessionConfiguration> {
  if (!isTracking(await sessionConfigurations.ofPool(userPoolId))) return CLIENT_DEFAULT
  return (await sessionConfigurations.ofClient(id)) ?? CLIENT_DEFAULT
}
