import type { Context } from 'hono'
import { imageType } from '../../domain/branding/image-type.ts'
import { customizationVersion } from '../../domain/branding/ui-customization.ts'
import type { Stores } from '../../domain/stores.ts'

/** The path of `ImageUrl` (imageUrl of `ui-customization.ts`). */
export const CUSTOMIZATION_IMAGE = '/:userPoolId/:clientId/:version/assets/images/image.jpg'

/** The logo of the classic pages. Its owner may replace it within the second that names its version. */
const HEADERS = {
  'cache-control': 'public, max-age=60',
  'content-security-policy': "default-src 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
}

/** Undefined if there is no such image, or there is another by now. */
export async function customizationImage(
  { uiCustomizations }: Pick<Stores, 'uiCustomizations'>,
  context: Context,
): Promise<Response | undefined> {
  const { userPoolId = '', clientId = '', version } = context.req.param()
  const customization = await uiCustomizations.find(userPoolId, clientId)
  const image = customization?.image
  if (!image || customizationVersion(customization) !== version) return undefined
  return context.body(new Uint8Array(image), 200, {
    ...HEADERS,
    'content-type': imageType(image) ?? 'application/octet-stream',
  })
}
