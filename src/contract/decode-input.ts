import { isUtf8 } from 'node:buffer'
import { decoderOf } from './decode-shape.ts'
import type { OperationName, Operations } from './generated/types.ts'
import { operationNamed } from './model.ts'
import { unreadable } from './serialization.ts'

/**
 * The input in a request's body. Only JSON types are checked: until validateInput has passed, required
 * members may be missing and values outside their bounds. Null and unknown members are left out.
 * SerializationException where the body is not JSON of the right types, without a message where it is not JSON.
 */
export function decodeInput<Name extends OperationName>(
  operation: Name,
  body: string | Buffer,
): Operations[Name]['input'] {
  return decoderOf(operationNamed(operation).input)(parse(body)) as Operations[Name]['input']
}

function parse(body: string | Buffer): object {
  if (typeof body !== 'string' && !isUtf8(body)) throw unreadable()
  const text = typeof body === 'string' ? body : body.toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw unreadable()
  }
  if (typeof value !== 'object' || value === null) throw unreadable()
  return value
}
