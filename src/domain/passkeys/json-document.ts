import { invalidCredential } from './passkey-errors.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** The text as a JSON value; undefined for other texts. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** @throws InvalidParameterException for a value that is no object */
export function asObject(value: unknown): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidCredential()
  return value as JsonObject
}
