import type { Instant } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import { emptyTally, type MovePosition } from './move-position.ts'

const moveId = (userPoolId: string) => `aws ${userPoolId}`

/** Returns undefined where no move of this pool was begun. */
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
