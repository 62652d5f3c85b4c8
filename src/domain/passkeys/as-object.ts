import { isJsonObject, type JsonObject } from '../../kernel/json-object.ts'
import { invalidCredential } from './passkey-errors.ts'

/** @throws InvalidParameterException for a value that is no object */
export function asObject(value: unknown): JsonObject {
  if (!isJsonObject(value)) throw invalidCredential()
  return value
}
