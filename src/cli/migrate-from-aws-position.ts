import type { Stores } from '../domain/stores.ts'
import type { Instant } from '../kernel/clock.ts'
import type { MoveTally } from './migrate-from-aws-report.ts'

/** What comes next, and where in its list. */
export interface MovePosition {
  readonly part: 'groups' | 'users' | 'memberships' | 'done'
  /** Of the service's list; absent at its beginning. */
  readonly token?: string | undefined
  /** The group whose members come next. */
  readonly group?: string | undefined
  readonly tally: MoveTally
}

const moveId = (userPoolId: string) => `aws ${userPoolId}`

/** Undefined: this pool was never begun, or its move is finished. */
export async function readPosition(
  stores: Pick<Stores, 'moves'>,
  userPoolId: string,
): Promise<MovePosition | undefined> {
  const text = await stores.moves.position(moveId(userPoolId))
  return text === undefined ? undefined : (JSON.parse(text) as MovePosition)
}

export function savePosition(
  stores: Pick<Stores, 'moves'>,
  userPoolId: string,
  position: MovePosition,
  now: Instant,
): Promise<void> {
  return stores.moves.setPosition(moveId(userPoolId), JSON.stringify(position), now)
}

export function forgetPosition(stores: Pick<Stores, 'moves'>, userPoolId: string): Promise<void> {
  return stores.moves.forget(moveId(userPoolId))
}
