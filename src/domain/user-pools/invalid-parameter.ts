import { ServiceError } from '../../contract/service-error.ts'

/** The answer to nearly every broken rule of a pool's settings; the sentence stands beside the rule. */
export function invalidParameter(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', message)
}
