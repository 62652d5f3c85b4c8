import { setTimeout as sleep } from 'node:timers/promises'
import { expireImportJobs } from '../domain/import-jobs/expire-import-jobs.ts'
import { beginRun } from '../domain/journeys/import-users/begin-run.ts'
import { importBatch } from '../domain/journeys/import-users/import-batch.ts'
import type { ImportContext } from '../domain/journeys/import-users/import-context.ts'
import { doOwnWork } from '../domain/requests/do-own-work.ts'
import type { World } from '../domain/requests/world.ts'
import { SECOND } from '../kernel/clock.ts'
import { ReadOnly } from '../kernel/outage.ts'

export interface ImportPace {
  /** How long, in milliseconds, a process that has stopped responding blocks its job for others. */
  readonly lease?: number
  /** How long it takes at most until a job that another process started is seen, in milliseconds. */
  readonly pause?: number
  /** Rows of one transaction. */
  readonly batch?: number
}

export interface ImportRunner {
  /** Makes it look for work at once. */
  wake(): void
  /** Resolves when the batch under way is done; another process may then go on with the job. */
  close(): Promise<void>
}

/** Far longer than a batch takes. */
const LEASE = 15 * SECOND
const PAUSE = 3 * SECOND
/** Some 30 ms: on the embedded database nothing else is written in that time. */
const BATCH = 200

/** Works on import jobs one after the other, also on those that another process on the same database was asked to start. */
export function runImportJobs(world: World, pace: ImportPace = {}): ImportRunner {
  const { lease = LEASE, pause = PAUSE, batch = BATCH } = pace
  const { storage, entropy, log } = world
  const holder = entropy.uuid()
  const closing = new AbortController()
  let waking = new AbortController()

  async function rest(): Promise<void> {
    const signal = AbortSignal.any([closing.signal, waking.signal])
    await sleep(pause, undefined, { signal, ref: false }).catch(() => {})
    waking = waking.signal.aborted ? new AbortController() : waking
  }

  async function work(): Promise<void> {
    await doOwnWork(world, 'import', async (request) => {
      const context = { ...request, holder, lease, batch }
      await expireImportJobs(context.storage, context.now)
      while (!closing.signal.aborted && (await runNextJob(context, closing.signal)));
    })
  }

  async function loop(): Promise<void> {
    while (!closing.signal.aborted) {
      await work().catch((error: unknown) => {
        if (!(error instanceof ReadOnly)) log.error('Could not process import jobs', { error })
      })
      await rest()
    }
    await storage.stores.importTurns.releaseAll(holder).catch(() => {}) // it lapses by itself
  }

  const ended = loop()
  return {
    wake: () => waking.abort(),
    close() {
      closing.abort()
      return ended
    },
  }
}

/** Works on one job as far as it gets. Returns whether there was one. */
async function runNextJob(context: ImportContext, closing: AbortSignal): Promise<boolean> {
  const begun = await beginRun(context)
  if (begun === undefined || begun === 'ended') return begun === 'ended'
  for (let job: typeof begun.job | undefined = begun.job; job && !closing.aborted; ) {
    job = await importBatch(context, begun.run, job)
  }
  return true
}
