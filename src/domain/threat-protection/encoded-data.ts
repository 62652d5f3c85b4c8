import { isJsonObject, type JsonObject, parsedJson } from '../../kernel/json-object.ts'
import { mark } from './circumstances.ts'

/** What the data of a client says of its device, as far as we use it. */
export interface EncodedDevice {
  /** A digest. */
  readonly id?: string | undefined
  /** Such as `-07:00`. */
  readonly timezone?: string | undefined
}

/** The data has about 3 kB. More is not read. */
const MOST_TEXT = 16_384

/**
 * `EncodedData`, as the libraries for browsers, Android and iOS make it: base64 of a JSON object whose `payload` is JSON
 * again, with the device in `contextData`. Its signature is keyed with the id of the client, which is no secret, so
 * nothing here is more than what the client says. Returns nothing of data in another form.
 * Source: amazon-cognito-advanced-security-data.js, version JS20171115.
 */
export function readEncodedData(text: string | undefined): EncodedDevice {
  if (text === undefined || text.length > MOST_TEXT) return {}
  const outer = objectIn(Buffer.from(text, 'base64').toString('utf8'))
  const { contextData } = typeof outer.payload === 'string' ? objectIn(outer.payload) : {}
  const device = isJsonObject(contextData) ? contextData : {}
  const id = textOf(device.DeviceId) ?? textOf(device.DeviceFingerprint)
  const timezone = textOf(device.ClientTimezone)
  return {
    id: id === undefined ? undefined : mark(id),
    timezone: timezone !== undefined && /^[+-]\d\d:\d\d$/.test(timezone) ? timezone : undefined,
  }
}

function objectIn(json: string): JsonObject {
  const value = parsedJson(json)
  return isJsonObject(value) ? value : {}
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
