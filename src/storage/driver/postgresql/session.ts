import type { Queries } from '../database.ts'
import { ConnectionRefused } from '../database-errors.ts'

/**
 * The settings of each session, in milliseconds. A transaction that its process left open (it hangs, it was cut off) must
 * not hold its locks for ever.
 */
export function limitsOf(statementTimeout: number) {
  return {
    statement_timeout: statementTimeout,
    lock_timeout: Math.min(LOCK_TIMEOUT, statementTimeout),
    idle_in_transaction_session_timeout: IDLE_TIMEOUT,
  }
}

const LOCK_TIMEOUT = 5_000
const IDLE_TIMEOUT = 30_000

interface Session {
  readonly role: string
  readonly search_path: string
  readonly statement_timeout: string
  readonly lock_timeout: string
  readonly idle_in_transaction_session_timeout: string
}

/**
 * Checks the settings of the sessions that a pooler opens: it doesn't let those of its clients pass, so the role must have
 * them. The message of the ConnectionRefused that it throws otherwise is the statement that sets them.
 */
export async function assertSessionOfRole(
  queries: Pick<Queries, 'first'>,
  schema: string,
  defaults: Readonly<Record<string, number>>,
): Promise<void> {
  const session = await queries.first<Session>(
    `select current_user as role, current_setting('search_path') as search_path,
       current_setting('statement_timeout') as statement_timeout, current_setting('lock_timeout') as lock_timeout,
       current_setting('idle_in_transaction_session_timeout') as idle_in_transaction_session_timeout`,
  )
  if (session === undefined) return
  const { role, search_path, ...limits } = session
  const missing = Object.entries(limits).flatMap(([name, value]) =>
    value === '0' ? [`alter role ${role} set ${name} = ${defaults[name]};`] : [],
  )
  // "$user" stands for a schema that hardly exists, but then it comes first.
  if (search_path !== schema) missing.push(`alter role ${role} set search_path = ${schema};`)
  if (missing.length === 0) return
  throw new ConnectionRefused(
    `through a pooler, the role of the database must have the settings of its sessions; run, and restart the pooler: ${missing.join(' ')}`,
  )
}
