import type { Log } from '../kernel/log.ts'
import type { Database, DatabaseState } from './driver/database.ts'

export interface KnownState {
  /** What the database was when it was last asked; undefined if it was never a replica. */
  last(): DatabaseState | undefined
  set(state: DatabaseState): void
}

/** Logs each change of a database's state, and keeps the last one. */
export function knownState(log: Log): KnownState {
  let last: DatabaseState | undefined
  return {
    last: () => last,
    set(state) {
      const wasLost = last?.primaryLost ?? false
      last = state
      if (state.role === 'primary') {
        log.info('The database has become the primary: it takes changes')
      } else if (state.primaryLost) {
        log.error(
          'The primary cannot be reached: changes are refused until it is back or the replica is promoted',
        )
      } else if (wasLost) {
        log.info('The primary is back: changes go to it')
      } else {
        const changes = state.takesChanges ? 'go to the primary' : 'are refused, as no primary is configured'
        log.warn(`The database is a read-only replica: its tables are not updated, and changes ${changes}`)
      }
    },
  }
}

/** Returns true, or rejects if no statement can be answered. Notices a promotion. */
export async function answers(database: Database): Promise<true> {
  await database.ping()
  await database.state()
  return true
}
