import { imageType } from '../../domain/branding/image-type.ts'
import { customizationVersion } from '../../domain/branding/ui-customization.ts'
import type { Answer } from '../domains/answer.ts'
import { commonHeaders, unknownPath } from '../domains/answers.ts'
import type { Exchange } from '../domains/exchange.ts'
import { BRANDING_ASSETS, IMAGE_TYPES, LOGOS } from './page/look-of.ts'

/** Where images are that owners have given their pages. */
export const isBrandingImage = (path: string): boolean =>
  path.startsWith(`${BRANDING_ASSETS}/`) || path.startsWith(`${LOGOS}/`)

interface Image {
  readonly type: string
  readonly bytes: Uint8Array
}

/** GET of such an image. */
export async function brandingImage(exchange: Exchange): Promise<Answer> {
  const [, , kind, owner = '', name = '', ...more] = exchange.path.split('/')
  const [digest = ''] = name.split('.', 1)
  const found =
    more.length > 0
      ? undefined
      : kind === 'branding'
        ? await assetOf(exchange, owner, digest)
        : await logoOf(exchange, owner, name)
  return found ? image(exchange, found) : unknownPath(exchange)
}

async function assetOf({ world }: Exchange, brandingId: string, digest: string): Promise<Image | undefined> {
  const asset = await world.storage.stores.managedLoginBrandings.asset(brandingId, digest)
  return asset && { type: IMAGE_TYPES[asset.extension], bytes: asset.bytes }
}

async function logoOf(
  { world, domain }: Exchange,
  clientId: string,
  version: string,
): Promise<Image | undefined> {
  const customization = await world.storage.stores.uiCustomizations.find(domain.userPoolId, clientId)
  const bytes = customization?.image
  if (!bytes || customizationVersion(customization) !== version) return undefined
  return { type: imageType(bytes) ?? 'application/octet-stream', bytes }
}

/** The address names the content. An SVG that is opened by itself runs no script and loads nothing. */
function image(exchange: Exchange, { type, bytes }: Image): Answer {
  const headers = commonHeaders(exchange)
  for (const name of ['expires', 'pragma']) headers.delete(name)
  headers.set('cache-control', 'public, max-age=86400')
  headers.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  headers.set('content-type', type)
  headers.set('cross-origin-resource-policy', 'same-origin')
  return { status: 200, headers, cookies: [], body: bytes }
}
