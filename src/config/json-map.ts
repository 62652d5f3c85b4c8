import { isJsonObject, type JsonObject, parsedJson } from '../kernel/json-object.ts'
import { WrongValue } from './values.ts'

/**
 * A map of the configuration file, which its readers get as JSON.
 * @throws WrongValue `form` for any other text
 */
export function mapIn(text: string, form: string): JsonObject {
  return mapOf(parsedJson(text), form)
}

/** @throws WrongValue `form` for a value that is no map */
export function mapOf(value: unknown, form: string): JsonObject {
  if (!isJsonObject(value)) throw new WrongValue(form)
  return value
}
