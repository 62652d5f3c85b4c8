import { checkOf } from './check-shape.ts'
import type { OperationName, Operations } from './generated/types.ts'
import { operationNamed } from './model.ts'
import { nulViolation } from './nul-character.ts'
import { ServiceError } from './service-error.ts'
import type { BackEndMinimum } from './traits/back-end-minimum.ts'
import { OPERATION_TRAITS } from './traits/operation-traits.ts'
import { invalidParameters, type Violation, valueAtLeast } from './violation.ts'

const NIL_UUID = '00000000-0000-0000-0000-000000000000'

/**
 * InvalidParameterException with every constraint that the input breaks: members in the order of the model, per
 * member null, length, pattern, enum. The request id appears in the one message that the service's back end leaks.
 */
export function validateInput<Name extends OperationName>(
  operation: Name,
  input: Operations[Name]['input'],
  requestId: string = NIL_UUID,
): void {
  const violations = checkOf(operationNamed(operation).input)(input as never)
  if (violations.length > 0) throw invalidParameters(violations)
  const unstorable = nulViolation(input)
  if (unstorable) throw invalidParameters([unstorable])
  const minimum = OPERATION_TRAITS[operation].backEndMinimum
  if (minimum !== undefined) checkBackEndMinimum(minimum, input, requestId)
}

function checkBackEndMinimum(minimum: BackEndMinimum, input: object, requestId: string): void {
  const given = (input as Readonly<Record<string, unknown>>)[minimum.member]
  const value = given ?? (minimum.needed ? 0 : undefined)
  if (typeof value !== 'number' || value >= minimum.min) return
  const violation: Violation = {
    path: minimum.path,
    shown: ` '${value}'`,
    constraint: valueAtLeast(minimum.min),
  }
  const error = invalidParameters([violation])
  throw minimum.leaks === true ? leaked(error.message, requestId) : error
}

/** AWS: an error of the identity store behind the service, printed as its client prints it. */
function leaked(message: string, requestId: string): ServiceError {
  const origin = 'com.amazonaws.services.identitystoreservice.model.ValidationException'
  const facts = `Service: AWSIdentityStoreService; Status Code: 400; Error Code: ValidationException; Request ID: ${requestId}; Proxy: null`
  return new ServiceError('InvalidParameterException', `${origin}: ${message} (${facts})`)
}
