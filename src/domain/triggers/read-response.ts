import { invalidJson, unrecognizableOutput } from './trigger-errors.ts'

export type JsonObject = Readonly<Record<string, unknown>>

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
  if (OBJECTS.some((name) => !isObject(event[name]))) throw unrecognizableOutput()
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
  const known: readonly string[] = names
  if (Object.keys(response).some((name) => !known.includes(name))) throw unrecognizableOutput()
  const flags = names.map((name) => [name, booleanOf(response[name])])
  return Object.fromEntries(flags) as Record<Name, boolean>
}

function booleanOf(value: unknown): boolean {
  if (value === undefined || value === null) return false
  if (typeof value !== 'boolean') throw unrecognizableOutput()
  return value
}

function parsed(payload: string): JsonObject {
  let value: unknown
  try {
    value = JSON.parse(payload)
  } catch {
    throw invalidJson()
  }
  if (typeof value !== 'object' || value === null) throw invalidJson()
  if (!isObject(value)) throw unrecognizableOutput()
  return value
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
