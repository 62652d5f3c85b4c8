import { ServiceError } from './service-error.ts'

// The texts for JSON of the wrong type, as other services of the same framework answer them.
export const LIST_NOT_EXPECTED = 'Start of list found where not expected'
export const STRUCTURE_NOT_EXPECTED = 'Start of structure or map found where not expected.' // AWS: only here a period

/** AWS: measured on this service, for a plain value in the place of a list or a structure. */
export const UNEXPECTED_TYPE = 'Unexpected value type in payload'

/** SerializationException; without a message where the service gives none. */
export function unreadable(message?: string): ServiceError {
  return new ServiceError('SerializationException', message)
}

/** Throws the text for a JSON value in the place of a scalar; `wanted` is the scalar with its article. */
export function unexpected(json: unknown, wanted: string): never {
  if (Array.isArray(json)) throw unreadable(LIST_NOT_EXPECTED)
  if (typeof json === 'object') throw unreadable(STRUCTURE_NOT_EXPECTED)
  throw unreadable(`${token(json)} can not be converted to ${wanted}`)
}

function token(json: unknown): string {
  if (typeof json === 'boolean') return json ? 'TRUE_VALUE' : 'FALSE_VALUE'
  return typeof json === 'number' ? 'NUMBER_VALUE' : 'STRING_VALUE'
}
