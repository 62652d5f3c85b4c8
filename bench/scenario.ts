import type { OperationName, Operations } from '../src/contract/generated/types.ts'
import type { Fixture } from './fixture.ts'

/** Something to ask the server again and again. */
export interface Scenario {
  readonly operation: OperationName
  /** What sets it apart from other scenarios of the same operation. */
  readonly variant: string
  prepare(fixture: Fixture): Promise<Load>
}

export interface Load {
  readonly atMost: number
  send(index: number): Promise<unknown>
}

type Input<Name extends OperationName> = Operations[Name]['input']

export interface Inputs<Name extends OperationName> {
  /** The input of the request with this index. */
  input(index: number): Input<Name>
  /** How many inputs there are, where each can be sent once; otherwise they never end. */
  readonly atMost?: number
}

/** Makes what the requests need, which is not measured, and tells their inputs. */
type Prepare<Name extends OperationName> = (fixture: Fixture) => Inputs<Name> | Promise<Inputs<Name>>

export function scenario<Name extends OperationName>(
  operation: Name,
  prepare: Prepare<Name>,
  variant = '',
): Scenario {
  return {
    operation,
    variant,
    async prepare(fixture) {
      const { input, atMost = 1_000_000 } = await prepare(fixture)
      return { atMost, send: (index) => fixture.call(operation, input(index)) }
    },
  }
}

/** The entry of a list that wraps around. */
export function cycled<T>(entries: readonly T[], index: number): T {
  return entries[index % entries.length] as T
}
