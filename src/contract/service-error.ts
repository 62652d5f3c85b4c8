import type { ErrorName } from './generated/error-names.ts'

/**
 * Errors of the front end that the service model does not declare
 * (AWS: Common Errors of the Amazon Cognito user pools API reference).
 */
export type FrontEndErrorName =
  | 'AccessDeniedException'
  | 'ExpiredTokenException'
  | 'IncompleteSignatureException'
  | 'InvalidSignatureException'
  | 'MissingAuthenticationTokenException'
  | 'RequestEntityTooLargeException'
  | 'SerializationException'
  | 'UnknownOperationException'
  | 'UnrecognizedClientException'

/** An answer in the words of the API: its name is the `__type`, its message the text. */
export class ServiceError extends Error {
  override readonly name: ErrorName | FrontEndErrorName

  /** Without `message` the answer has no message member. */
  constructor(name: ErrorName | FrontEndErrorName, message?: string) {
    super(message ?? '')
    this.name = name
  }
}

/** The answer to nearly every broken rule of a pool's or client's settings; the sentence stands beside the rule. */
export function invalidParameter(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', message)
}
