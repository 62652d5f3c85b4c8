import type { Instant } from '../../kernel/clock.ts'
import { compactDate } from '../../kernel/compact-date.ts'
import { withoutTrailingSlashes } from '../../kernel/web-address.ts'

/** In place of a client's id: all clients of the pool that have no customization of their own. */
export const ALL_CLIENTS = 'ALL'

/** How the classic pages look. */
export interface UiCustomization {
  readonly userPoolId: string
  /** A client's id, or {@link ALL_CLIENTS}. */
  readonly clientId: string
  readonly css?: string | undefined
  /** A PNG or JPEG. */
  readonly image?: Uint8Array | undefined
  readonly createdAt: Instant
  readonly modifiedAt: Instant
}

/** AWS: the version of the CSS, which is also a part of the image's address. */
export function customizationVersion({ modifiedAt }: Pick<UiCustomization, 'modifiedAt'>): string {
  return compactDate(modifiedAt)
}

/** Where the image is served. AWS: the path below the address of the distribution. */
export function imageUrl(publicUrl: string, customization: UiCustomization): string | undefined {
  const { userPoolId, clientId, image } = customization
  if (!image) return undefined
  const folder = `${userPoolId}/${clientId}/${customizationVersion(customization)}`
  return `${withoutTrailingSlashes(publicUrl)}/${folder}/assets/images/image.jpg`
}
