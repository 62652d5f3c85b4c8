import { invalidParameter } from '../../contract/service-error.ts'
import type { Instant } from '../../kernel/clock.ts'
import { findClient } from '../clients/find-client.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { parseCustomCss } from './custom-css.ts'
import { assertHasDomain } from './find-ui-customization.ts'
import { imageType } from './image-type.ts'
import { ALL_CLIENTS, type UiCustomization } from './ui-customization.ts'

/** AWS: Developer Guide, "Customizing hosted UI (classic) branding": "must not exceed 135 KB in size". */
const LARGEST_REQUEST = 135 * 1024

const tooLarge = () => invalidParameter('request parameters too large')

/** Deviation: the service's own message is not known (docs/deviations.md, "logo of the classic pages"). */
const noImage = () => invalidParameter('The image file must be a PNG or JPEG file.')

export interface RequestedCustomization {
  readonly clientId?: string | undefined
  readonly css?: string | undefined
  readonly image?: Uint8Array | undefined
}

/**
 * Replaces the customization of a client or of all clients. AWS: without CSS and image it is removed.
 * @throws InvalidParameterException, ResourceNotFoundException
 */
export async function setUiCustomization(
  stores: Pick<Stores, 'clients' | 'domains' | 'uiCustomizations'>,
  pool: UserPool,
  { clientId = ALL_CLIENTS, css, image }: RequestedCustomization,
  now: Instant,
): Promise<UiCustomization> {
  await assertHasDomain(stores, pool.id)
  if (clientId !== ALL_CLIENTS) await findClient(stores, pool.id, clientId)
  const size = Buffer.byteLength(css ?? '') + Math.ceil((image?.length ?? 0) / 3) * 4
  if (size > LARGEST_REQUEST) throw tooLarge()
  if (css !== undefined) parseCustomCss(css)
  const logo = image?.length ? image : undefined
  if (logo && !isLogo(logo)) throw noImage()
  const present = await stores.uiCustomizations.find(pool.id, clientId)
  const customization = {
    userPoolId: pool.id,
    clientId,
    css,
    image: logo,
    createdAt: present?.createdAt ?? now,
    modifiedAt: now,
  }
  if (css === undefined && !logo) await stores.uiCustomizations.delete(pool.id, clientId)
  else await stores.uiCustomizations.save(customization)
  return customization
}

function isLogo(bytes: Uint8Array): boolean {
  const type = imageType(bytes)
  return type === 'image/png' || type === 'image/jpeg'
}
