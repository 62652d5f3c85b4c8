import { invalidParameter } from '../../contract/service-error.ts'
import { findClient } from '../clients/find-client.ts'
import type { Stores } from '../stores.ts'
import { ALL_CLIENTS, type UiCustomization } from './ui-customization.ts'

const noDomain = () => invalidParameter('There has to be an existing domain associated with this user pool.')

/** @throws InvalidParameterException if the pool has no domain */
export async function assertHasDomain(stores: Pick<Stores, 'domains'>, userPoolId: string): Promise<void> {
  if ((await stores.domains.ofPool(userPoolId)).length === 0) throw noDomain()
}

/**
 * The customization of a client, or else that of all clients; undefined if there is none.
 * @throws InvalidParameterException if the pool has no domain, ResourceNotFoundException
 */
export async function findUiCustomization(
  stores: Pick<Stores, 'clients' | 'domains' | 'uiCustomizations'>,
  userPoolId: string,
  clientId: string = ALL_CLIENTS,
): Promise<UiCustomization | undefined> {
  await assertHasDomain(stores, userPoolId)
  if (clientId !== ALL_CLIENTS) await findClient(stores, userPoolId, clientId)
  return stores.uiCustomizations.findFor(userPoolId, clientId)
}
