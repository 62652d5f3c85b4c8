import type { Instant } from '../../kernel/clock.ts'
import { type LostFactors, noLostFactors } from './lost-factors.ts'

/** What was moved so far, over all runs of a move. */
export interface MoveTally {
  clients: number
  groups: number
  users: number
  memberships: number
  /** Groups, users and memberships that existed here already. */
  kept: number
  /** The `sub` of users whose names belong to other users here; the first hundred. */
  refused: string[]
  statuses: Record<string, number>
  /** Of users who were moved; all zero in a pool without MFA. */
  secondFactors: LostFactors
}

export const emptyTally = (): MoveTally => ({
  clients: 0,
  groups: 0,
  users: 0,
  memberships: 0,
  kept: 0,
  refused: [],
  statuses: {},
  secondFactors: noLostFactors(),
})

export type MovePart = 'groups' | 'users' | 'memberships' | 'done'

/** Which part of a move comes next, and where in its list. */
export interface MovePosition {
  readonly part: MovePart
  /** The page token of the former pool; absent at the beginning of the list. */
  readonly token?: string | undefined
  /** The group whose members come next. */
  readonly group?: string | undefined
  readonly tally: MoveTally
  /** Since when the former pool is no longer asked for passwords. */
  readonly finishedAt?: Instant | undefined
  /** When the link was deleted, after the move was finished: only these two dates are left then. */
  readonly forgottenAt?: Instant | undefined
}
