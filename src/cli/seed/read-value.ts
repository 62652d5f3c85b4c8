import { type Document, isScalar, type Node } from 'yaml'
import { decodeBlob, decodeDocument } from '../../contract/decode-scalar.ts'
import type { Place, Problem } from './problems.ts'

/** The bytes of a text in base64; undefined, with a problem, for anything else. */
export function readBytes(problems: Problem[], node: unknown, place: Place): Uint8Array | undefined {
  return orProblem(problems, { ...place, text: 'must be a text in base64' }, () =>
    decodeBlob(isScalar(node) ? node.value : undefined),
  )
}

/** Any value, as in JSON; undefined, with a problem, if it is nested too deeply. */
export function readDocument(problems: Problem[], node: unknown, document: Document, place: Place): unknown {
  return orProblem(problems, { ...place, text: 'must be values that JSON can have' }, () =>
    decodeDocument((node as Node).toJS(document)),
  )
}

function orProblem<Value>(problems: Problem[], problem: Problem, read: () => Value): Value | undefined {
  try {
    return read()
  } catch {
    problems.push(problem)
    return undefined
  }
}
