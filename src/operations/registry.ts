import type { OperationName } from '../contract/generated/types.ts'
import { OPERATION_TRAITS } from '../contract/traits/operation-traits.ts'
import { operations } from './generated/operations.ts'
import type { Operation } from './operation.ts'

/** An operation of the service model that no folder has does not compile. */
const all: { readonly [Name in OperationName]: Operation<Name> } = operations

/** Every operation of the service model, in its order. */
export const registry = Object.fromEntries(
  (Object.keys(OPERATION_TRAITS) as OperationName[]).map((name) => [name, all[name]]),
) as typeof all
