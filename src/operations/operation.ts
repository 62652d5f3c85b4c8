import type { ErrorName } from '../contract/generated/error-names.ts'
import type { OperationName, Operations } from '../contract/generated/types.ts'
import type { Access } from './access.ts'
import { neverRaised } from './never-raised.ts'
import type { OperationContext } from './operation-context.ts'

export type Input<Name extends OperationName> = Operations[Name]['input']
export type Output<Name extends OperationName> = Operations[Name]['output']

/** What a handler returns: nothing at all where the response has no body. */
type Answer<Name extends OperationName> = [Output<Name>] extends [undefined]
  ? Promise<void>
  : Promise<Output<Name>>

export interface OperationDefinition<Name extends OperationName, Caller> {
  /** Who may call it. The wire enforces it before `handle` runs. */
  readonly access: Access<Input<Name>, Caller>
  /** Members of the input that are accepted and have no effect. */
  readonly ignores?: readonly (keyof Input<Name> & string)[]
  /**
   * Declared errors that cannot occur here beyond those that follow from the access (`never-raised.ts`), each with the
   * reason: the coverage table shows them apart.
   */
  readonly neverRaises?: Partial<Record<ErrorName, string>>
  /** Errors that operations of this access cannot return, but this one can. */
  readonly raises?: readonly ErrorName[]
  /**
   * The audit record shows the output, which then is what the work of the operation's transaction returns
   * (AWS: responseElements of a CloudTrail event).
   */
  readonly auditsAnswer?: boolean
  /** The input already meets the contract and the caller the declared access. */
  handle(input: Input<Name>, context: OperationContext<Caller>): Answer<Name>
}

export interface Operation<Name extends OperationName = OperationName> {
  readonly name: Name
  readonly access: Access<Input<Name>, unknown>
  readonly ignores: readonly string[]
  readonly neverRaises: Partial<Record<ErrorName, string>>
  readonly auditsAnswer: boolean
  handle(input: Input<Name>, context: OperationContext<unknown>): Answer<Name>
}

/** Declares an operation; its name gives the input, the output, the errors and the IAM action. */
export function operation<Name extends OperationName, Caller>(
  name: Name,
  definition: OperationDefinition<Name, Caller>,
): Operation<Name> {
  return {
    name,
    access: definition.access,
    ignores: definition.ignores ?? [],
    neverRaises: {
      ...neverRaised(definition.access.kind === 'iam', definition.raises ?? []),
      ...definition.neverRaises,
    },
    auditsAnswer: definition.auditsAnswer ?? false,
    // The wire hands `handle` the caller that `access` asked for.
    handle: (input, context) => definition.handle(input, context as OperationContext<Caller>),
  }
}
