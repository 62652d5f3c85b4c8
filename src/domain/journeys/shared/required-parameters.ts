import { ServiceError } from '../../../contract/service-error.ts'

/** `AuthParameters` or `ChallengeResponses`. */
export type Parameters = Readonly<Record<string, string>>

/**
 * The values of the named parameters; an empty one counts as missing.
 * @throws InvalidParameterException naming the first missing one
 */
export function requiredParameters<Name extends string>(
  parameters: Parameters,
  ...names: readonly Name[]
): Record<Name, string> {
  const values = names.map((name) => [name, requiredParameter(name, parameters[name])] as const)
  return Object.fromEntries(values) as Record<Name, string>
}

/** @throws InvalidParameterException */
export function requiredParameter(name: string, value: string | undefined): string {
  if (!value) throw parameterMissing(name)
  return value
}

export const parameterMissing = (name: string) =>
  new ServiceError('InvalidParameterException', `Missing required parameter ${name}`)

/** @throws InvalidParameterException unless the value is base64 (RFC 4648, section 4), with or without padding */
export function assertBase64(name: string, value: string): void {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(value)) throw parameterInvalid(name)
}

/** Deviation: the service's message is not known (docs/deviations.md, "proofs that are no base64"). */
const parameterInvalid = (name: string) => new ServiceError('InvalidParameterException', `Invalid ${name}`)
