import { findClient } from '../clients/find-client.ts'
import type { Stores } from '../stores.ts'
import { brandingNotFound, brandingOfClientNotFound } from './branding-errors.ts'
import type { ManagedLoginBranding } from './managed-login-branding.ts'

/** @throws ResourceNotFoundException if the pool has no such branding */
export async function findBranding(
  stores: Pick<Stores, 'managedLoginBrandings'>,
  userPoolId: string,
  id: string,
): Promise<ManagedLoginBranding> {
  const branding = await stores.managedLoginBrandings.find(userPoolId, id)
  if (!branding) throw brandingNotFound()
  return branding
}

/** @throws ResourceNotFoundException if the pool has no such client, or that has no branding */
export async function findBrandingOfClient(
  stores: Pick<Stores, 'clients' | 'managedLoginBrandings'>,
  userPoolId: string,
  clientId: string,
): Promise<ManagedLoginBranding> {
  const client = await findClient(stores, userPoolId, clientId)
  const branding = await stores.managedLoginBrandings.ofClient(client.id)
  if (!branding) throw brandingOfClientNotFound(clientId)
  return branding
}
