import type { AssetCategoryType, AssetExtensionType } from '../../contract/generated/types.ts'
import { type AssetFault, invalidAssets } from './branding-errors.ts'
import { type ImageType, imageType } from './image-type.ts'
import type { Asset } from './managed-login-branding.ts'
import { svgFault } from './svg-fault.ts'

/** AWS: Developer Guide, on assets of the branding editor. */
const PICTURE: readonly AssetExtensionType[] = ['PNG', 'SVG', 'JPEG']
const EXTENSIONS: Partial<Record<AssetCategoryType, readonly AssetExtensionType[]>> = {
  FAVICON_ICO: ['ICO'],
  FAVICON_SVG: ['SVG'],
  IDP_BUTTON_ICON: ['ICO', 'SVG'],
}

const TYPES: Partial<Record<AssetExtensionType, ImageType>> = {
  ICO: 'image/x-icon',
  JPEG: 'image/jpeg',
  PNG: 'image/png',
}

/** @throws InvalidParameterException that lists what is wrong with each asset */
export function assertAssets(assets: readonly Asset[]): void {
  const faults = assets.flatMap((asset): AssetFault[] => {
    const message = faultOf(asset)
    return message === undefined ? [] : [{ ...asset, message }]
  })
  if (faults.length > 0) throw invalidAssets(faults)
}

function faultOf({ category, extension, bytes }: Asset): string | undefined {
  const allowed = EXTENSIONS[category] ?? PICTURE
  if (!allowed.includes(extension)) {
    return `Extension must be one of ${allowed.join(', ')} for category ${category}`
  }
  if (bytes.length === 0) return 'Bytes must not be empty'
  if (extension === 'SVG') return svgFault(bytes)
  return imageType(bytes) === TYPES[extension] ? undefined : `Bytes are not a file of type ${extension}`
}
