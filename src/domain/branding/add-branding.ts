import { findClient } from '../clients/find-client.ts'
import type { Stores } from '../stores.ts'
import { assertAssets } from './asset-rules.ts'
import { brandingExists, tooManyBrandings, valuesOrSettings } from './branding-errors.ts'
import { MAX_BRANDINGS, type ManagedLoginBranding } from './managed-login-branding.ts'
import { mergeAssets } from './merge-assets.ts'
import { assertBrandingSettings } from './settings-rules.ts'

/**
 * Stores the branding of a client that has none.
 * @param stores of a transaction that locked the pool
 * @throws ResourceNotFound-, InvalidParameter-, ManagedLoginBrandingExists-, LimitExceededException
 */
export async function addBranding(
  stores: Pick<Stores, 'clients' | 'managedLoginBrandings'>,
  requested: ManagedLoginBranding,
): Promise<ManagedLoginBranding> {
  const { userPoolId, clientId, useCognitoProvidedValues, settings } = requested
  await findClient(stores, userPoolId, clientId)
  if (useCognitoProvidedValues === (settings !== undefined)) throw valuesOrSettings()
  if (settings) assertBrandingSettings(settings)
  assertAssets(requested.assets)
  const branding = { ...requested, assets: mergeAssets([], requested.assets) }
  if (!(await stores.managedLoginBrandings.insert(branding))) throw brandingExists(clientId)
  if ((await stores.managedLoginBrandings.countInPool(userPoolId)) > MAX_BRANDINGS) throw tooManyBrandings()
  return branding
}
