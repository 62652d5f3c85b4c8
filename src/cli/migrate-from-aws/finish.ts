// The end of a move, in two steps: a finished one asks the old pool no more and can be opened again, until its link is
// forgotten.
import { ConfigError } from '../../config/config-error.ts'
import type { Storage, Stores } from '../../domain/stores.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { CommandRun } from '../command/audit-entry.ts'
import { confirm } from '../command/confirm.ts'
import { alreadyFinished, forgotten, notMoved } from './errors.ts'
import { type MovePosition, readPosition, savePosition } from './position.ts'
import { recordStep } from './record.ts'
import { emptyTally } from './report.ts'

export interface Ending {
  readonly storage: Storage
  readonly userPoolId: string
  readonly clock: Clock
  readonly run: CommandRun
  /** `--yes` */
  readonly yes: boolean
}

/** Takes the link to the old pool out of use, after a yes. Returns what was done, as sentences. */
export async function finishMove({ storage, userPoolId, clock, run, yes }: Ending): Promise<string> {
  const position = await movePosition(storage.stores, userPoolId)
  if (position.finishedAt !== undefined) throw alreadyFinished(userPoolId, position)
  const without = withoutPassword(await storage.stores.formerPools.countWithoutPassword(userPoolId))
  const interrupted =
    position.part === 'done' ? '' : ' The move was interrupted and is not whole: --resume goes on.'
  await confirm({
    facts: `${without} yet: once the move is finished ${GET_IN}.${interrupted}`,
    question: `Finish the move of user pool ${userPoolId}`,
    yes,
  })
  const wasLinked = await storage.transaction(async (stores) => {
    await savePosition(stores, userPoolId, { ...position, finishedAt: clock() }, clock())
    await recordStep(stores, run, userPoolId, 'finish')
    return stores.formerPools.end(userPoolId, clock())
  })
  const done = wasLinked ? 'The old pool is asked no more' : 'The move is finished'
  return `${done}. ${without}: ${GET_IN}.\nUntil --forget is said, --undo-finish takes this back.\n`
}

/** Opens a finished move again. */
export async function undoFinish({ storage, userPoolId, clock, run }: Ending): Promise<string> {
  const { finishedAt, ...position } = await finishedPosition(storage.stores, userPoolId)
  const isLinked = await storage.transaction(async (stores) => {
    await savePosition(stores, userPoolId, position, clock())
    await recordStep(stores, run, userPoolId, 'undo-finish')
    return stores.formerPools.reopen(userPoolId)
  })
  const asked = isLinked ? 'The old pool is asked for passwords again' : 'The move is open again'
  return `${asked}. --resume brings who and what is new there.\n`
}

/** Deletes the link of a finished move, with the secret of its client, after a yes. */
export async function forgetMove({ storage, userPoolId, clock, run, yes }: Ending): Promise<string> {
  const { finishedAt } = await finishedPosition(storage.stores, userPoolId)
  await confirm({
    facts:
      'The link to the old pool is deleted, with the secret of its client: neither --undo-finish nor --resume works then.',
    question: `Forget the move of user pool ${userPoolId}`,
    yes,
  })
  await storage.transaction(async (stores) => {
    await stores.formerPools.delete(userPoolId)
    const position: MovePosition = { part: 'done', tally: emptyTally(), finishedAt, forgottenAt: clock() }
    await savePosition(stores, userPoolId, position, clock())
    await recordStep(stores, run, userPoolId, 'forget')
  })
  return 'The link to the old pool is forgotten.\n'
}

const GET_IN = 'they get in with ForgotPassword, or after AdminSetUserPassword'

function withoutPassword(users: number): string {
  return users === 1 ? '1 user has no password here' : `${users} users have no password here`
}

/** A pool that was imported with its link has one, and no position. */
async function movePosition(
  stores: Pick<Stores, 'formerPools' | 'moves' | 'userPools'>,
  userPoolId: string,
): Promise<MovePosition> {
  if (!(await stores.userPools.find(userPoolId)))
    throw new ConfigError([`there is no user pool ${userPoolId}`])
  const position = await readPosition(stores, userPoolId)
  if (position) return position
  if (await stores.formerPools.find(userPoolId)) return { part: 'done', tally: emptyTally() }
  throw notMoved(userPoolId)
}

async function finishedPosition(
  stores: Pick<Stores, 'formerPools' | 'moves' | 'userPools'>,
  userPoolId: string,
): Promise<MovePosition> {
  const position = await movePosition(stores, userPoolId)
  if (position.forgottenAt !== undefined) throw forgotten(userPoolId, position)
  if (position.finishedAt === undefined) {
    throw new ConfigError([`the move of user pool ${userPoolId} is not finished: --finish does that`])
  }
  return position
}
