import { createHash } from 'node:crypto'

/** The secrets that must not be readable anywhere, by what they are. */
export type Secrets = ReadonlyMap<string, string | Buffer>

/** The texts to search, by name. */
export type Places = Readonly<Record<string, Buffer>>

type Form = [name: string, form: string | Buffer]

const CODE = /^\d{6}$/
const LONG = 40

/** Where each secret is stored, and in which form. */
export function findSecrets(secrets: Secrets, places: Places): string[] {
  return [...secrets].flatMap(([name, secret]) =>
    Object.entries(places).flatMap(([place, bytes]) =>
      formsIn(secret, bytes).map((form) => `${name} in ${place} as ${form}`),
    ),
  )
}

function formsIn(secret: string | Buffer, bytes: Buffer): string[] {
  const raw = Buffer.from(secret)
  const forms = encodings(raw)
  if (raw.length < LONG) forms.push(...digests(raw))
  const found = forms.filter(([, form]) => bytes.includes(form)).map(([name]) => name)
  return isThere(secret, bytes) ? ['it is', ...found] : found
}

function encodings(raw: Buffer): Form[] {
  return [
    ['hexadecimal digits', raw.toString('hex')],
    ['upper-case hexadecimal digits', raw.toString('hex').toUpperCase()],
    ['base64', raw.toString('base64').replace(/=+$/, '')],
    ['base64url', raw.toString('base64url')],
  ]
}

/** A digest without a key reveals codes and passwords after a few guesses; tokens are too long for that. */
function digests(raw: Buffer): Form[] {
  const digest = createHash('sha256').update(raw).digest()
  const encoded = encodings(digest).map(([name, form]): Form => [`SHA-256 in ${name}`, form])
  return [['SHA-256', digest], ...encoded]
}

/** Digits within longer numbers and identifiers are not codes; the second half of a long secret would reveal enough. */
function isThere(secret: string | Buffer, bytes: Buffer): boolean {
  if (typeof secret === 'string' && CODE.test(secret)) {
    return new RegExp(`(?<![0-9a-f.-])${secret}(?![0-9a-f-])`).test(bytes.toString('latin1'))
  }
  const raw = Buffer.from(secret)
  return bytes.includes(raw.length < LONG ? raw : raw.subarray(raw.length / 2))
}
