import type { Stores } from '../../domain/stores.ts'
import type { Instant } from '../../kernel/clock.ts'
import { emptyTally, type MoveTally } from './report.ts'

/** What comes next, and where in its list. */
export interface MovePosition {
  readonly part: 'groups' | 'users' | 'memberships' | 'done'
  /** Of the service's list; absent at its beginning. */
  readonly token?: string | undefined
  /** The group whose members come next. */
  readonly group?: string | undefined
  readonly tally: MoveTally
  /** When the old pool was asked no more. */
  readonly finishedAt?: Instant | undefined
  /** When the link was deleted, after it was finished: nothing but these two dates is left. */
  readonly forgottenAt?: Instant | undefined
}

const moveId = (userPoolId: string) => `aws ${userPoolId}`

/** Undefined: a move of this pool was never begun. */
export async function readPosition(
  stores: Pick<Stores, 'moves'>,
  userPoolId: string,
): Promise<MovePosition | undefined> {
  const text = await stores.moves.position(moveId(userPoolId))
  if (text === undefined) return undefined
  const position = JSON.parse(text) as MovePosition
  return { ...position, tally: { ...emptyTally(), ...position.tally } } // an earlier release counted less
}

export function savePosition(
  stores: Pick<Stores, 'moves'>,
  userPoolId: string,
  position: MovePosition,
  now: Instant,
): Promise<void> {
  return stores.moves.setPosition(moveId(userPoolId), JSON.stringify(position), now)
}
