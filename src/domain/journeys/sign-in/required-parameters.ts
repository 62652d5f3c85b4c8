import { ServiceError } from '../../../contract/service-error.ts'
import type { Parameters } from './sign-in.ts'

/**
 * The values of the named parameters; an empty one counts as missing.
 * @throws InvalidParameterException that names the first one missing
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

const parameterMissing = (name: string) =>
  new ServiceError('InvalidParameterException', `Missing required parameter ${name}`)
