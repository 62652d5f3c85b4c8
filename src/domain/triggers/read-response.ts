import { isJsonObject, type JsonObject } from '../../kernel/json-object.ts'
import { invalidJson, unrecognizableOutput } from './trigger-errors.ts'

const TEXTS = ['version', 'region', 'userPoolId', 'userName', 'triggerSource']
const OBJECTS = ['callerContext', 'request', 'response']

/**
 * The `response` of what a function returned. AWS: the function returns the whole event; further members of it are
 * ignored.
 * @throws InvalidLambdaResponseException
 */
export function responseOf(payload: string): JsonObject {
  const event = parsed(payload)
  if (TEXTS.some((name) => typeof event[name] !== 'string')) throw unrecognizableOutput()
  if (OBJECTS.some((name) => !isJsonObject(event[name]))) throw unrecognizableOutput()
  return event.response as JsonObject
}

/**
 * The members of a response that are all booleans. AWS: a member that the trigger does not have is refused.
 * @throws InvalidLambdaResponseException
 */
export function booleansOf<Name extends string>(
  response: JsonObject,
  names: readonly Name[],
): Record<Name, boolean> {
  assertMembers(response, names)
  const flags = names.map((name) => [name, booleanOf(response[name])])
  return Object.fromEntries(flags) as Record<Name, boolean>
}

/** @throws InvalidLambdaResponseException unless the value is a boolean or absent, which counts as false */
export function booleanOf(value: unknown): boolean {
  if (value === undefined || value === null) return false
  if (typeof value !== 'boolean') throw unrecognizableOutput()
  return value
}

/**
 * AWS: a member that the trigger does not have is refused.
 * @throws InvalidLambdaResponseException
 */
export function assertMembers(object: JsonObject, names: readonly string[]): void {
  if (Object.keys(object).some((name) => !names.includes(name))) throw unrecognizableOutput()
}

/** @throws InvalidLambdaResponseException unless the value is an object or absent */
export function objectOf(value: unknown): JsonObject | undefined {
  if (value === undefined || value === null) return undefined
  if (!isJsonObject(value)) throw unrecognizableOutput()
  return value
}

/** @throws InvalidLambdaResponseException unless the value is a text or absent */
export function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw unrecognizableOutput()
  return value
}

/** @throws InvalidLambdaResponseException unless the value is a list of texts or absent */
export function textsOf(value: unknown): readonly string[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'string')) throw unrecognizableOutput()
  return value
}

/**
 * The members of an object whose values are texts, without those that are null.
 * @throws InvalidLambdaResponseException unless the value is such an object or absent
 */
export function textMapOf(value: unknown): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const [name, member] of Object.entries(objectOf(value) ?? {})) {
    const text = textOf(member)
    if (text !== undefined) texts.set(name, text)
  }
  return texts
}

function parsed(payload: string): JsonObject {
  let value: unknown
  try {
    value = JSON.parse(payload)
  } catch {
    throw invalidJson()
  }
  if (typeof value !== 'object' || value === null) throw invalidJson()
  if (!isJsonObject(value)) throw unrecognizableOutput()
  return value
}
