import type { Instant } from '../../kernel/clock.ts'
import type { InvocationOutcome } from './trigger-gateway.ts'

/** A call of a function, as developers see it. Its secrets are hidden. */
export interface WatchedCall {
  /** Rises from call to call. */
  readonly id: number
  readonly at: Instant
  readonly milliseconds: number
  /** As the pool's LambdaConfig names it. */
  readonly function: string
  readonly event: unknown
  readonly outcome: InvocationOutcome['kind']
  /** Of the event that the function returned. */
  readonly response?: unknown
  /** What went wrong. */
  readonly fault?: string | undefined
}

/** What developers see of the calls of functions. Calls are only noted while somebody asks for them. */
export interface TriggerWatch {
  /**
   * The calls that ended after the one with that id, the first one first.
   * @param id `last` of the answer before; undefined to begin: there are no calls then
   */
  since(id: number | undefined): { readonly calls: readonly WatchedCall[]; readonly last: number }
}
