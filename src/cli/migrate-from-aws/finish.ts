// The commands that end a move: what they ask first, and what they report.
import {
  findFinishedMove,
  findUnfinishedMove,
  finishMove,
  forgetMove,
  reopenMove,
} from '../../domain/moving/end-move.ts'
import type { Storage } from '../../domain/stores.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { CommandRun } from '../command/audit-entry.ts'
import { confirm } from '../command/confirm.ts'
import { recordStep } from './record.ts'

export interface Ending {
  readonly storage: Storage
  readonly userPoolId: string
  readonly clock: Clock
  readonly run: CommandRun
  /** `--yes` */
  readonly yes: boolean
}

/** Finishes a move after a yes. Returns a report of what was done. */
export async function onFinish({ storage, userPoolId, clock, run, yes }: Ending): Promise<string> {
  const { part } = await findUnfinishedMove(storage.stores, userPoolId)
  const without = withoutPassword(await storage.stores.formerPools.countWithoutPassword(userPoolId))
  const interrupted =
    part === 'done' ? '' : ' The move was interrupted and is not complete: --resume continues it.'
  await confirm({
    facts: `${without} yet: once the move is finished ${GET_IN}.${interrupted}`,
    question: `Finish the move of user pool ${userPoolId}`,
    yes,
  })
  const wasLinked = await storage.transaction(async (stores) => {
    await recordStep(stores, run, userPoolId, 'finish')
    return finishMove(stores, userPoolId, clock())
  })
  const done = wasLinked ? 'The former pool is no longer asked' : 'The move is finished'
  return `${done}. ${without}: ${GET_IN}.\nUntil you run --forget, --undo-finish takes this back.\n`
}

/** Opens a finished move again. */
export async function onUndoFinish({ storage, userPoolId, clock, run }: Ending): Promise<string> {
  const isLinked = await storage.transaction(async (stores) => {
    await recordStep(stores, run, userPoolId, 'undo-finish')
    return reopenMove(stores, userPoolId, clock())
  })
  const asked = isLinked ? 'The former pool is asked for passwords again' : 'The move is open again'
  return `${asked}. --resume fetches what is new there.\n`
}

/** Deletes the link of a finished move, with the secret of its client, after a yes. */
export async function onForget({ storage, userPoolId, clock, run, yes }: Ending): Promise<string> {
  await findFinishedMove(storage.stores, userPoolId)
  await confirm({
    facts:
      'This deletes the link to the former pool, with the secret of its client. Afterwards neither --undo-finish nor ' +
      '--resume works.',
    question: `Forget the move of user pool ${userPoolId}`,
    yes,
  })
  await storage.transaction(async (stores) => {
    await recordStep(stores, run, userPoolId, 'forget')
    await forgetMove(stores, userPoolId, clock())
  })
  return 'The link to the former pool is deleted.\n'
}

const GET_IN = 'they get in with ForgotPassword, or after AdminSetUserPassword'

function withoutPassword(users: number): string {
  return users === 1 ? '1 user has no password here' : `${users} users have no password here`
}
