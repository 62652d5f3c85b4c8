import type { Instant } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import { assertAssets } from './asset-rules.ts'
import { brandingNotFound, valuesOrSettings } from './branding-errors.ts'
import type { Asset, ManagedLoginBranding, Settings } from './managed-login-branding.ts'
import { mergeAssets } from './merge-assets.ts'
import { mergeSettings } from './merge-settings.ts'
import { assertBrandingSettings } from './settings-rules.ts'

export interface BrandingChange {
  readonly userPoolId: string
  readonly id: string
  readonly useCognitoProvidedValues: boolean
  readonly settings?: Settings | undefined
  readonly assets: readonly Asset[]
}

/**
 * AWS: settings and assets that are left out stay; the provided values take the place of all of them.
 * @throws ResourceNotFoundException, InvalidParameterException
 */
export async function updateBranding(
  stores: Pick<Stores, 'managedLoginBrandings'>,
  { userPoolId, id, useCognitoProvidedValues, settings, assets }: BrandingChange,
  now: Instant,
): Promise<ManagedLoginBranding> {
  const branding = (await stores.managedLoginBrandings.lock(userPoolId, id)) ?? notFound()
  if (useCognitoProvidedValues === (settings !== undefined)) throw valuesOrSettings()
  if (settings) assertBrandingSettings(settings)
  assertAssets(assets)
  const updated = {
    ...branding,
    useCognitoProvidedValues,
    settings: settings && mergeSettings(branding.settings ?? {}, settings),
    assets: mergeAssets(useCognitoProvidedValues ? [] : branding.assets, assets),
    modifiedAt: now,
  }
  await stores.managedLoginBrandings.save(updated)
  return updated
}

function notFound(): never {
  throw brandingNotFound()
}
