export type ImageType = 'image/png' | 'image/jpeg' | 'image/x-icon'

const SIGNATURES: ReadonlyArray<readonly [ImageType, readonly number[]]> = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/x-icon', [0x00, 0x00, 0x01, 0x00]],
]

/** What the first bytes of a file say it is (WHATWG MIME Sniffing, section 6.1); undefined if none of these. */
export function imageType(bytes: Uint8Array): ImageType | undefined {
  return SIGNATURES.find(([, signature]) => signature.every((byte, index) => bytes[index] === byte))?.[0]
}
