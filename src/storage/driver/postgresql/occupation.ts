import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Occupancy, Queries } from '../database.ts'
import { DatabaseUnavailable } from '../database-errors.ts'

/** How the driver hands its means to an occupation. */
interface Means {
  /** Makes a connection outside of the pool. Rejects with the driver's errors. */
  connect(): Promise<pg.Client>
  queriesOn(client: pg.Client): Queries
  readonly schema: string
}

/**
 * Says by a lock of a session (PostgreSQL documentation, 13.3.5) that this process works on the tables of a schema. The
 * lock ends with its connection, and so with the process.
 */
export function occupation({ connect, queriesOn, schema }: Means) {
  let client: pg.Client | undefined
  let wanted: Wish | undefined
  let renewing: Promise<void> | undefined
  let ended = false

  async function obtain(wish: Wish): Promise<boolean> {
    const made = await connect()
    try {
      const queries = queriesOn(made)
      const row = await queries.first<{ locked: number }>(LOCKS[wish.occupancy], OWN_LOCKS, lockOf(schema))
      if (row?.locked !== 1) {
        await made.end()
        return false
      }
      await wish.verify(queries)
    } catch (error) {
      await made.end()
      throw error
    }
    if (ended) {
      await made.end()
      throw new DatabaseUnavailable('The database is closed')
    }
    client = made
    made.on('end', () => {
      if (client === made) client = undefined
    })
    return true
  }

  async function release(): Promise<void> {
    wanted = undefined
    const former = client
    client = undefined
    await former?.end()
  }

  async function renew(wish: Wish): Promise<void> {
    // Another process may have had the database to itself in the meantime.
    if (wish.occupancy === 'alone') throw new DatabaseUnavailable('The lock that keeps others out was lost')
    if (!(await obtain(wish))) throw new DatabaseUnavailable('Another process has the database to itself')
  }

  return {
    async occupy(occupancy: Occupancy, verify: Wish['verify']): Promise<boolean> {
      await release()
      const wish = { occupancy, verify }
      if (!(await obtain(wish))) return false
      wanted = wish
      return true
    },

    /** To be awaited before a statement, if there is anything: the connection with the lock broke. */
    renewal(): Promise<void> | undefined {
      if (wanted === undefined || client !== undefined) return undefined
      renewing ??= renew(wanted).finally(() => {
        renewing = undefined
      })
      return renewing
    },

    end(): Promise<void> {
      ended = true
      return release()
    },
  }
}

interface Wish {
  readonly occupancy: Occupancy
  readonly verify: (queries: Queries) => Promise<void>
}

const LOCKS: Readonly<Record<Occupancy, string>> = {
  shared: 'select cast(pg_try_advisory_lock_shared($1, $2) as integer) as locked',
  alone: 'select cast(pg_try_advisory_lock($1, $2) as integer) as locked',
}

/** Any number that no other program on the same database takes, nor `migrate` here. */
const OWN_LOCKS = 0x686f7573

/** Of 32 bits: two schemas of one database hardly ever share it, and if they did, a rotation would be refused. */
function lockOf(schema: string): number {
  return createHash('sha256').update(schema).digest().readInt32BE()
}
