import { tooManyAssets } from './branding-errors.ts'
import { type Asset, assetKey, MAX_ASSETS } from './managed-login-branding.ts'

/**
 * The present assets with the new ones, each in the place of the one for the same use. AWS: a large branding may be sent
 * in several requests.
 * @throws InvalidParameterException if there are too many
 */
export function mergeAssets(present: readonly Asset[], added: readonly Asset[]): readonly Asset[] {
  const merged = new Map(present.map((asset) => [assetKey(asset), asset]))
  for (const asset of added) merged.set(assetKey(asset), asset)
  if (merged.size > MAX_ASSETS) throw tooManyAssets()
  return [...merged.values()]
}
