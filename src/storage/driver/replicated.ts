import { setTimeout as sleep } from 'node:timers/promises'
import { Outage, ReadOnly } from '../../kernel/outage.ts'
import type { Database, DatabaseState, Occupancy, Queries } from './database.ts'
import { NothingCommitted } from './database-errors.ts'
import { onlyReads } from './postgresql/statements.ts'

/** Called when the database turns out to be a replica, when it has been promoted, and when its primary is lost or back. */
export type OnState = (state: DatabaseState) => void

/** How long, in milliseconds, a replica is taken for one before it is asked again whether it has been promoted. */
const ASKED_AGAIN = 1000
/** How long a change waits in all until it can be read here. */
const CATCH_UP_PAUSES = [2, 3, 5, 10, 20, 40, 80, 160, 320, 640, 640]

/**
 * A database whose server may be a replica (docs/adr/0012). What only reads is answered by the near server. While that is
 * a replica, everything else goes to the primary: a single statement, and every transaction as a whole, so locks and
 * compare-and-set hold for all regions together. A change is answered when the replica has it, so what a client does
 * next is not answered from an older state.
 *
 * While the primary cannot be reached, changes are refused with {@link ReadOnly} at once, and nothing is committed.
 * Once the near server has been promoted, everything goes to it.
 * @param primary undefined if changes are to be refused with {@link ReadOnly}
 */
export function replicated(near: Database, primary: Database | undefined, onState: OnState): Database {
  let known: DatabaseState['role'] | undefined
  let asking: Promise<DatabaseState['role']> | undefined
  let isFresh = false
  let verify: ((queries: Queries) => Promise<void>) | undefined
  let occupying: Promise<void> | undefined
  let isLost = false
  let isLooking = false

  const stateOf = (role: DatabaseState['role']): DatabaseState => ({
    role,
    takesChanges: role === 'primary' || (primary !== undefined && !isLost),
    ...(role === 'replica' && isLost && { primaryLost: true }),
  })

  function setLost(lost: boolean): void {
    if (isLost === lost) return
    isLost = lost
    if (known !== 'primary') onState(stateOf('replica'))
  }

  /** Looks in the background whether the primary is back, since it may be long in answering. */
  function lookForPrimary(): void {
    if (!isLost || isLooking || primary === undefined) return
    isLooking = true
    primary
      .ping()
      .then(() => setLost(false), ignore)
      .finally(() => {
        isLooking = false
      })
  }

  async function ask(): Promise<DatabaseState['role']> {
    const { role } = await near.state()
    if (role !== (known ?? 'primary')) onState(stateOf(role))
    known = role
    isFresh = true
    if (role === 'replica') lookForPrimary()
    setTimeout(() => {
      isFresh = false
    }, ASKED_AGAIN).unref()
    return role
  }

  function roleNow(): Promise<DatabaseState['role']> | DatabaseState['role'] {
    if (known === 'primary' || (known !== undefined && isFresh)) return known
    asking ??= ask().finally(() => {
      asking = undefined
    })
    return asking
  }

  /** Marks the primary as in use before its first statement. */
  async function occupied(remote: Database): Promise<void> {
    if (verify === undefined) return
    const toVerify = verify
    occupying ??= remote.occupy('shared', toVerify).then((done) => {
      if (!done) throw new ReadOnly('Another process has the primary database to itself')
    })
    try {
      await occupying
    } catch (error) {
      occupying = undefined
      throw error
    }
  }

  /** Runs work on the primary. If the primary cannot be reached, nothing was committed. */
  async function changeAt<T>(remote: Database, work: (database: Database) => Promise<T>): Promise<T> {
    if (isLost) throw new ReadOnly('The primary cannot be reached')
    let isReached = false
    try {
      await occupied(remote)
      isReached = true
      return await work(remote)
    } catch (error) {
      if (error instanceof ReadOnly || !(error instanceof Outage)) throw error
      if (isReached && !(error instanceof NothingCommitted)) throw error
      setLost(true)
      throw new ReadOnly(`The primary cannot be reached: ${error.message}`)
    }
  }

  async function change<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const target = (await roleNow()) === 'primary' ? undefined : primary
    try {
      if (target === undefined) return await work(near)
      const result = await changeAt(target, work)
      await caughtUp(near, target)
      return result
    } catch (error) {
      // Perhaps the near server has changed its role.
      if (target !== undefined || error instanceof ReadOnly) {
        known = known === 'primary' ? undefined : known
        isFresh = false
      }
      throw error
    }
  }

  const through = (sql: string) =>
    onlyReads(sql) ? <T>(work: (database: Database) => Promise<T>) => work(near) : change

  return {
    dialect: near.dialect,
    forUpdate: near.forUpdate,
    all: (sql, ...values) => through(sql)((database) => database.all(sql, ...values)),
    first: (sql, ...values) => through(sql)((database) => database.first(sql, ...values)),
    run: (sql, ...values) => through(sql)((database) => database.run(sql, ...values)),
    script: (sql) => change((database) => database.script(sql)),
    transaction: (work) => change((database) => database.transaction(work)),
    state: async () => stateOf(await roleNow()),
    async occupy(occupancy: Occupancy, toVerify) {
      if (!(await near.occupy(occupancy, toVerify))) return false
      if (occupancy === 'shared') verify = toVerify
      else if (primary && (await roleNow()) === 'replica') return primary.occupy(occupancy, toVerify)
      return true
    },
    ping: () => near.ping(),
    async close() {
      await Promise.all([near.close(), primary?.close()])
    },
  }
}

/**
 * Waits until the replica has replayed what the primary has written. It gives up after some seconds and never rejects:
 * the change is committed.
 */
async function caughtUp(replica: Database, primary: Database): Promise<void> {
  try {
    const written = await primary.first<{ place: string }>(
      'select cast(pg_current_wal_insert_lsn() as text) as place',
    )
    for (const pause of CATCH_UP_PAUSES) {
      const replayed = await replica.first<{ there: number }>(
        `select cast(coalesce(pg_last_wal_replay_lsn() >= cast(cast($1 as text) as pg_lsn), true) as integer) as there`,
        written?.place ?? '0/0',
      )
      if (replayed?.there === 1) return
      await sleep(pause)
    }
  } catch {
    // Reads fail by themselves if the replica does.
  }
}

function ignore(): void {}
