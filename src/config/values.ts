// How the text of a setting becomes a value. Each reader throws a WrongValue that ends the sentence
// "<setting> must be …".
import { resolve } from 'node:path'
import { withoutTrailingSlashes } from '../kernel/web-address.ts'
import { ESCAPES, wholeAddress, wholeAddresses } from './address.ts'

export class WrongValue extends Error {}

export type Read<Value, Source = string> = (text: Source) => Value

const MULTIPLES: Readonly<Record<string, number>> = { '': 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 }
const UNITS: Readonly<Record<string, number>> = { ms: 1, '': 1000, s: 1000, m: 60_000, h: 3_600_000 }

export function wholeNumber(least: number, most: number): Read<number> {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
    if (!(value >= least && value <= most)) throw new WrongValue(`a whole number from ${least} to ${most}`)
    return value
  }
}

/** A size in bytes: `1048576`, `512KiB`, `1MiB`. */
export const size: Read<number> = (text) => {
  const [, digits, unit = ''] = /^(\d{1,12}) ?([KMG]iB)?$/.exec(text) ?? []
  if (digits === undefined || Number(digits) === 0)
    throw new WrongValue('a size such as 65536, 512KiB or 1MiB')
  return Number(digits) * (MULTIPLES[unit] ?? 1)
}

/** A span of time, in milliseconds: `30s`, `500ms`, `2m`; a bare number counts seconds. */
export const duration: Read<number> = (text) => {
  const [, digits, unit = ''] = /^(\d{1,6}) ?(ms|s|m|h)?$/.exec(text) ?? []
  if (digits === undefined) throw new WrongValue('a span of time such as 30s, 500ms or 2m')
  return Number(digits) * (UNITS[unit] ?? 1)
}

export const flag: Read<boolean> = (text) => {
  if (/^(true|on|yes|1)$/i.test(text)) return true
  if (/^(false|off|no|0)$/i.test(text)) return false
  throw new WrongValue('on or off')
}

export function oneOf<const Choice extends string>(...choices: Choice[]): Read<Choice> {
  return (text) => {
    const choice = choices.find((other) => other === text)
    if (choice === undefined) throw new WrongValue(`one of ${choices.join(', ')}`)
    return choice
  }
}

export function matching(pattern: RegExp, description: string): Read<string> {
  return (text) => {
    if (!pattern.test(text)) throw new WrongValue(description)
    return text
  }
}

export function listOf<Value>(read: Read<Value>): Read<readonly Value[]> {
  return (text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
      .map(read)
}

/** An absolute path; a relative one counts from the working directory, also in a configuration file. */
export const path: Read<string> = (text) => resolve(text)

export const region = matching(/^[a-z]{2,8}(-[a-z]{1,20}){1,3}-\d{1,2}$/, 'a region such as us-east-1')

/** The region, an underscore, and what the pool is called in it. */
export const userPoolId = matching(
  /^[a-z]{2,8}(-[a-z]{1,20}){1,3}-\d{1,2}_[0-9A-Za-z]{1,40}$/,
  'the id of a user pool such as us-east-1_Example12',
)

/** An IP address, or a name that the resolver knows. */
export const host: Read<string> = (text) => {
  const bare = text.replace(/^\[(.*)\]$/, '$1')
  const name = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/.test(bare)
  const isIpv6 = /^[0-9A-Fa-f:.]+$/.test(bare) && bare.split(':').length > 2
  if (!name && !isIpv6) throw new WrongValue('an IP address or a host name')
  return bare
}

/** The origin (and perhaps a path) under which clients reach the server, without a slash at its end. */
export const webAddress: Read<string> = (text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (
    url === undefined ||
    !/^https?:$/.test(url.protocol) ||
    url.search + url.hash + url.username + url.password !== ''
  ) {
    throw new WrongValue('an address such as https://auth.example.com, without query, fragment or user')
  }
  return withoutTrailingSlashes(url.href)
}

const EXTENSION = /^[a-z-]+-extension:\/\/[\w-]+$/
const ANDROID_APP = /^android:apk-key-hash:[\w-]{43}$/

/**
 * What a browser or an operating system reports as the origin of a page or an app (WebAuthn Level 3, 5.8.1): a web
 * origin without a path, that of an extension, or the digest of the certificate of an Android app.
 */
export const webauthnOrigin: Read<string> = (text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isWeb = url !== undefined && /^https?:$/.test(url.protocol) && url.origin === text
  if (!isWeb && !EXTENSION.test(text) && !ANDROID_APP.test(text)) {
    throw new WrongValue(
      'a list of origins such as http://localhost:3000 or android:apk-key-hash:<43 characters>, without a path',
    )
  }
  return text
}

export const databaseAddress: Read<string> = (text) => {
  if (!/^postgres(ql)?:$/.test(wholeAddresses(text)?.[0].protocol ?? '')) {
    throw new WrongValue(`an address such as postgres://user:password@host:5432/database (${ESCAPES})`)
  }
  return text
}

export const mailServerAddress: Read<string> = (text) => {
  const url = wholeAddress(text)
  if (!url?.hostname || !/^smtps?:$/.test(url.protocol)) {
    throw new WrongValue(`an address such as smtp://user:password@mail.example.com:587 (${ESCAPES})`)
  }
  return text
}

/** `user@example.com` or `Name <user@example.com>` (RFC 5322 3.4, mailbox). */
export const mailbox = matching(
  /^([^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
  'a sender such as no-reply@example.com or Example <no-reply@example.com>',
)

/** Where requests are sent to: https, or http within one's own network. */
export const webhookAddress: Read<string> = (text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.username + url.password !== '') {
    throw new WrongValue('an address such as https://sms.example.com/send, without user')
  }
  return url.href
}

/** 32 bytes as base64 or base64url. */
export const key32: Read<Buffer> = (text) => {
  const bytes = Buffer.from(text, 'base64')
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text) || bytes.length !== 32) throw new WrongValue('32 bytes in base64')
  return bytes
}

/** The content of a file: 32 bytes as they are, or written in base64. */
export const key32File: Read<Buffer, Buffer> = (content) => {
  if (content.length === 32) return content
  const bytes = Buffer.from(content.toString('latin1').trim(), 'base64')
  if (bytes.length !== 32) throw new WrongValue('32 bytes, bare or in base64')
  return bytes
}

/** What a bearer token may consist of (RFC 6750, section 2.1), and long enough not to be guessed. */
export const bearerToken = matching(
  /^[A-Za-z0-9._~+/-]{16,512}={0,2}$/,
  '16 or more letters, digits and characters of . _ ~ + / -',
)
