import { encoderOf } from './encode-shape.ts'
import type { OperationName, Operations } from './generated/types.ts'
import { operationNamed } from './model.ts'

/**
 * The body of a successful answer: minified, with the members of each object in ASCII order; empty if there is no
 * output.
 */
export function encodeOutput<Name extends OperationName>(
  operation: Name,
  output: Operations[Name]['output'],
): string {
  const shape = operationNamed(operation).output
  return shape === null ? '' : encoderOf(shape)(output)
}
