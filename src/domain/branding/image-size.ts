import type { AssetExtensionType } from '../../contract/generated/types.ts'

/** In pixels, or in the units of a drawing. */
export interface ImageSize {
  readonly width: number
  readonly height: number
}

/** The size that a PNG, a JPEG or a drawing states; undefined if it states none. */
export function imageSize(bytes: Uint8Array, extension: AssetExtensionType): ImageSize | undefined {
  const size = readSize(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), extension)
  return size && size.width > 0 && size.height > 0 ? size : undefined
}

function readSize(bytes: Buffer, extension: AssetExtensionType): ImageSize | undefined {
  switch (extension) {
    case 'PNG':
      return sizeOfPng(bytes)
    case 'JPEG':
      return sizeOfJpeg(bytes)
    case 'SVG':
      return sizeOfDrawing(bytes.toString())
    default:
      return undefined
  }
}

/** PNG (third edition), 11.2.1: the first chunk is IHDR. */
function sizeOfPng(bytes: Buffer): ImageSize | undefined {
  if (bytes.length < 24 || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

const START_OF_SCAN = 0xda
/** In the range of the markers that start a frame, and something else: tables and an extension. */
const NO_FRAME = new Set([0xc4, 0xc8, 0xcc])

/** ITU-T T.81, B.2: segments with their lengths; that of the frame has the size. */
function sizeOfJpeg(bytes: Buffer): ImageSize | undefined {
  let position = 2
  while (position + 9 <= bytes.length && bytes[position] === 0xff) {
    const marker = bytes.readUInt8(position + 1)
    if (marker === START_OF_SCAN) return undefined
    if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAME.has(marker))
      return { width: bytes.readUInt16BE(position + 7), height: bytes.readUInt16BE(position + 5) }
    position += 2 + bytes.readUInt16BE(position + 2)
  }
  return undefined
}

const ATTRIBUTES = /\s(width|height|viewBox)\s{0,9}=\s{0,9}["']([^"']{0,99})["']/g
const LENGTH = /^\d{1,7}(?:\.\d{1,9})?(?:px)?$/

/** SVG 2, 8.2: `width` and `height` of the root, or those of its `viewBox`. */
function sizeOfDrawing(text: string): ImageSize | undefined {
  const start = text.indexOf('<svg')
  if (start < 0) return undefined
  const tag = text.slice(start, text.indexOf('>', start))
  const stated = new Map(
    [...tag.matchAll(ATTRIBUTES)].map(([, name = '', value = '']) => [name, value.trim()]),
  )
  const [, , boxWidth, boxHeight] = (stated.get('viewBox') ?? '').split(/[\s,]/).filter(Boolean)
  // Not one of each: they may be in different units.
  return sizeIn(stated.get('width'), stated.get('height')) ?? sizeIn(boxWidth, boxHeight)
}

function sizeIn(widthText: string | undefined, heightText: string | undefined): ImageSize | undefined {
  const [width, height] = [lengthIn(widthText), lengthIn(heightText)]
  return width === undefined || height === undefined ? undefined : { width, height }
}

function lengthIn(text = ''): number | undefined {
  return LENGTH.test(text) ? Number.parseFloat(text) : undefined
}
