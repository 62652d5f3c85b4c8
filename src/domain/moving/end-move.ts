// A move ends in two steps. Once it is finished the former pool is no longer asked for passwords, and it can be reopened;
// once it is forgotten its link is gone.
import type { Instant } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import { readPosition, savePosition } from './keep-position.ts'
import { emptyTally, type MovePosition } from './move-position.ts'
import { assertUnfinished, MoveRefused } from './move-refused.ts'

type EndingStores = Pick<Stores, 'formerPools' | 'moves' | 'userPools'>

/** @throws MoveRefused where the pool was not moved, or the move is finished */
export async function findUnfinishedMove(stores: EndingStores, userPoolId: string): Promise<MovePosition> {
  const position = await findMove(stores, userPoolId)
  assertUnfinished(userPoolId, position)
  return position
}

/** @throws MoveRefused where the pool was not moved, or the move is not finished, or forgotten */
export async function findFinishedMove(stores: EndingStores, userPoolId: string): Promise<MovePosition> {
  const position = await findMove(stores, userPoolId)
  if (position.finishedAt === undefined) throw new MoveRefused(userPoolId, { why: 'notFinished' })
  if (position.forgottenAt !== undefined) assertUnfinished(userPoolId, position)
  return position
}

/**
 * Takes the link to the former pool out of use. Returns whether there was one in use.
 * @throws MoveRefused as {@link findUnfinishedMove}
 */
export async function finishMove(stores: EndingStores, userPoolId: string, now: Instant): Promise<boolean> {
  const position = await findUnfinishedMove(stores, userPoolId)
  await savePosition(stores, userPoolId, { ...position, finishedAt: now }, now)
  return stores.formerPools.end(userPoolId, now)
}

/**
 * Takes the link of a finished move into use again. Returns whether there is one.
 * @throws MoveRefused as {@link findFinishedMove}
 */
export async function reopenMove(stores: EndingStores, userPoolId: string, now: Instant): Promise<boolean> {
  const { finishedAt: _, ...position } = await findFinishedMove(stores, userPoolId)
  await savePosition(stores, userPoolId, position, now)
  return stores.formerPools.reopen(userPoolId)
}

/**
 * Deletes the link of a finished move, with the secret of its client.
 * @throws MoveRefused as {@link findFinishedMove}
 */
export async function forgetMove(stores: EndingStores, userPoolId: string, now: Instant): Promise<void> {
  const { finishedAt } = await findFinishedMove(stores, userPoolId)
  await stores.formerPools.delete(userPoolId)
  const position: MovePosition = { part: 'done', tally: emptyTally(), finishedAt, forgottenAt: now }
  await savePosition(stores, userPoolId, position, now)
}

/** A pool that was imported along with its link has no position: its move is done. */
async function findMove(stores: EndingStores, userPoolId: string): Promise<MovePosition> {
  if (!(await stores.userPools.find(userPoolId))) throw new MoveRefused(userPoolId, { why: 'noPool' })
  const position = await readPosition(stores, userPoolId)
  if (position) return position
  if (await stores.formerPools.find(userPoolId)) return { part: 'done', tally: emptyTally() }
  throw new MoveRefused(userPoolId, { why: 'notMoved' })
}
