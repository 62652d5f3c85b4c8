import type { AssetOutline } from '../../../domain/branding/managed-login-branding.ts'
import type { StoredAsset } from '../../../domain/branding/managed-login-branding-store.ts'
import { ALL_CLIENTS, customizationVersion } from '../../../domain/branding/ui-customization.ts'
import type { UserPoolClient } from '../../../domain/clients/user-pool-client.ts'
import type { Exchange } from '../../domains/exchange.ts'
import { brandedLook } from '../../pages/sign-in/look/branded-look.ts'
import { classicLook } from '../../pages/sign-in/look/classic-look.ts'
import type { Look } from '../../pages/sign-in/look/look.ts'
import { plainLook } from '../../pages/sign-in/look/plain-look.ts'

/**
 * How the pages of a domain look for a client, or without one. Undefined for a client without a branding on a domain of
 * version 2. AWS: it has no pages then.
 */
export async function lookOf(
  { domain, world }: Exchange,
  client: UserPoolClient | undefined,
): Promise<Look | undefined> {
  const { uiCustomizations, managedLoginBrandings } = world.storage.stores
  const { userPoolId, managedLoginVersion, base } = domain
  if (managedLoginVersion === 1) {
    const customization = await uiCustomizations.findFor(userPoolId, client?.id ?? ALL_CLIENTS)
    if (!customization) return plainLook(1)
    const { css, image, clientId } = customization
    const logo = image && `${base}${LOGOS}/${clientId}/${customizationVersion(customization)}`
    return classicLook({ css, logo })
  }
  if (!client) return plainLook(2)
  const style = await managedLoginBrandings.styleOfClient(client.id)
  if (!style) return undefined
  const assets = style.assets.map((asset) => ({ ...asset, address: assetAddress(base, style.id, asset) }))
  return brandedLook({ settings: style.settings, assets })
}

/** Where the pages of a domain have the logos of the classic pages, by the client and the version. */
export const LOGOS = '/assets/logos'

/** Where the pages of a domain have the images of brandings, by the branding and the digest of the image. */
export const BRANDING_ASSETS = '/assets/branding'

/** The address changes with the image, so that browsers may keep it. */
function assetAddress(base: string, brandingId: string, { digest, extension }: StoredAsset): string {
  return `${base}${BRANDING_ASSETS}/${brandingId}/${digest}.${extension.toLowerCase()}`
}

/** The media types of images. */
export const IMAGE_TYPES: Readonly<Record<AssetOutline['extension'], string>> = {
  ICO: 'image/x-icon',
  JPEG: 'image/jpeg',
  PNG: 'image/png',
  SVG: 'image/svg+xml',
  WEBP: 'image/webp',
}
