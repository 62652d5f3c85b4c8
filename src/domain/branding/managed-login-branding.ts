import type {
  AssetCategoryType,
  AssetExtensionType,
  ColorSchemeModeType,
} from '../../contract/generated/types.ts'
import type { Instant } from '../../kernel/clock.ts'

/** An image of a branding, without its bytes. */
export interface AssetOutline {
  readonly category: AssetCategoryType
  readonly colorMode: ColorSchemeModeType
  readonly extension: AssetExtensionType
  /** Tells the icons of identity providers apart. */
  readonly resourceId?: string | undefined
}

export interface Asset extends AssetOutline {
  readonly bytes: Uint8Array
}

/** The members of a JSON object. */
export type Settings = { readonly [member: string]: unknown }

/** How the pages of managed login look for one client. */
export interface ManagedLoginBranding {
  /** A UUID of version 4. */
  readonly id: string
  readonly userPoolId: string
  /** A client has at most one branding. */
  readonly clientId: string
  readonly useCognitoProvidedValues: boolean
  /** What differs from the default; absent if nothing was ever set. */
  readonly settings?: Settings | undefined
  readonly assets: readonly Asset[]
  readonly createdAt: Instant
  readonly modifiedAt: Instant
}

/** AWS: quotas, "Managed login branding styles per user pool". */
export const MAX_BRANDINGS = 20

/** AWS: AssetListType. */
export const MAX_ASSETS = 40

/** Two assets with the same key take each other's place. */
export function assetKey({ category, colorMode, resourceId }: AssetOutline): string {
  return category === 'IDP_BUTTON_ICON'
    ? `${category} ${colorMode} ${resourceId ?? ''}`
    : `${category} ${colorMode}`
}
