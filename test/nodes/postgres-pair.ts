import { type PostgresServer, startPostgres } from '../support/postgres.ts'

export interface PostgresPair {
  readonly primary: PostgresServer
  readonly standby: PostgresServer
  /** Names both servers, the standby first. */
  readonly url: string
  /** Makes the standby take changes, as the operator's own tool does once the primary is gone. */
  promote(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts a primary and its standby. The primary acknowledges a commit only when the standby has written it; the standby,
 * once promoted, has none to wait for.
 */
export async function startPostgresPair(): Promise<PostgresPair> {
  const primary = await startPostgres({
    settings: ['synchronous_commit=on', 'synchronous_standby_names=*', 'wal_level=replica'],
  })
  await primary.halt()
  const { password } = new URL(primary.url)
  const source = `host=127.0.0.1 port=${primary.port} user=postgres password=${password}`
  const standby = await startPostgres({
    copyOf: primary,
    files: { 'standby.signal': '' },
    settings: ['synchronous_commit=on', `primary_conninfo=${source}`, 'wal_retrieve_retry_interval=200'],
  })
  await primary.resume()
  return {
    primary,
    standby,
    url: `postgres://postgres:${password}@127.0.0.1:${standby.port},127.0.0.1:${primary.port}/postgres`,
    async promote() {
      const { default: pg } = await import('pg')
      const client = new pg.Client({ connectionString: standby.url })
      await client.connect()
      await client.query('select pg_promote()')
      await client.end()
    },
    async stop() {
      await standby.stop()
      await primary.stop()
    },
  }
}
