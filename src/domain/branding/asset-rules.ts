import type { AssetCategoryType, AssetExtensionType } from '../../contract/generated/types.ts'
import { type AssetFault, invalidAssets } from './branding-errors.ts'
import { type ImageSize, imageSize } from './image-size.ts'
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

const LOGOS: ReadonlySet<AssetCategoryType> = new Set(['FORM_LOGO', 'PAGE_HEADER_LOGO', 'PAGE_FOOTER_LOGO'])

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
  const fault = extension === 'SVG' ? svgFault(bytes) : typeFault(bytes, extension)
  if (fault !== undefined || !LOGOS.has(category)) return fault
  return proportionFault(imageSize(bytes, extension))
}

function typeFault(bytes: Uint8Array, extension: AssetExtensionType): string | undefined {
  return imageType(bytes) === TYPES[extension] ? undefined : `Bytes are not a file of type ${extension}`
}

/** AWS: a logo is at least as wide as it is high, and at most four times as wide. */
function proportionFault(size: ImageSize | undefined): string | undefined {
  if (!size || (size.width >= size.height && size.width <= 4 * size.height)) return undefined
  return `Invalid file dimension. Assets of SubType LOGO must have a width:height ratio between 1:1 and 4:1. Detected width: ${shown(size.width)}; height: ${shown(size.height)}`
}

/** As the service writes numbers with a fraction. */
function shown(number: number): string {
  return Number.isInteger(number) ? `${number}.0` : `${number}`
}
