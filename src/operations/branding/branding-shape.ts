import type { AssetType, ManagedLoginBrandingType } from '../../contract/generated/types.ts'
import { invalidSettings } from '../../domain/branding/branding-errors.ts'
import { DEFAULT_SETTINGS } from '../../domain/branding/default-settings.ts'
import type { Asset, ManagedLoginBranding, Settings } from '../../domain/branding/managed-login-branding.ts'
import { mergeSettings } from '../../domain/branding/merge-settings.ts'
import { isJsonObject } from '../../kernel/json-object.ts'

/**
 * A branding in the words of the API.
 * @param merged show the default settings where nothing else is set
 */
export function toBrandingType(branding: ManagedLoginBranding, merged = false): ManagedLoginBrandingType {
  const { settings } = branding
  return {
    ManagedLoginBrandingId: branding.id,
    UserPoolId: branding.userPoolId,
    UseCognitoProvidedValues: branding.useCognitoProvidedValues,
    Settings: merged ? mergeSettings(DEFAULT_SETTINGS, settings ?? {}) : settings,
    Assets: branding.assets.map(toAssetType),
    CreationDate: branding.createdAt,
    LastModifiedDate: branding.modifiedAt,
  }
}

function toAssetType(asset: Asset): AssetType {
  return {
    Category: asset.category,
    ColorMode: asset.colorMode,
    Extension: asset.extension,
    Bytes: asset.bytes,
    ResourceId: asset.resourceId,
  }
}

export function toAssets(assets: readonly AssetType[] = []): readonly Asset[] {
  return assets.map(({ Category, ColorMode, Extension, Bytes, ResourceId }) => ({
    category: Category,
    colorMode: ColorMode,
    extension: Extension,
    bytes: Bytes ?? new Uint8Array(),
    resourceId: ResourceId,
  }))
}

/** @throws InvalidParameterException unless the document is an object */
export function toSettings(document: unknown): Settings | undefined {
  if (document === undefined || isJsonObject(document)) return document
  throw invalidSettings(['/: must be an object'])
}
