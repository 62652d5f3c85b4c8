import pg from 'pg'
import { ConnectionLost } from '../database-errors.ts'
import type { PostgresqlAddress, Server } from './address.ts'
import { fromPostgresql } from './errors.ts'

/**
 * Makes the class of the connections to the servers of `address`: each new one goes to the server that answered last.
 * If that can't be reached, or takes no changes, the connection fails, and the next one goes to the next server. So what
 * looks for the writable one is to connect again, as often as there are servers.
 */
export function writableClient(address: PostgresqlAddress, options: pg.ClientConfig): new () => pg.Client {
  const { servers, ssl, writable } = address
  let current: Server = servers[0]

  /** Many connections may fail at the same time. */
  function pass(failed: Server): void {
    if (failed !== current) return
    current = servers[(servers.indexOf(failed) + 1) % servers.length] ?? failed
  }

  return class extends pg.Client {
    readonly #server: Server

    constructor() {
      const server = current
      super({
        ...options,
        connectionString: server.connectionString,
        connectionTimeoutMillis: servers.length > 1 ? SHORT_TIMEOUT : CONNECTION_TIMEOUT,
        ...(ssl !== undefined && { ssl }),
      })
      this.#server = server
    }

    override connect(): Promise<pg.Client>
    override connect(callback: (error: Error | null) => void): void
    override connect(callback?: (error: Error | null) => void): Promise<pg.Client> | undefined {
      const connecting = this.#connect()
      if (callback === undefined) return connecting
      connecting.then(() => callback(null), callback)
      return undefined
    }

    async #connect(): Promise<pg.Client> {
      try {
        await super.connect()
        if (writable) await this.#assertWritable()
        return this
      } catch (error) {
        pass(this.#server)
        this.end().catch(() => {})
        throw fromPostgresql(error, this.#server.place)
      }
    }

    async #assertWritable(): Promise<void> {
      const question = { text: 'show transaction_read_only', query_timeout: SHORT_TIMEOUT }
      const { rows } = await this.query<{ transaction_read_only: string }>(question)
      if (rows[0]?.transaction_read_only === 'off') return
      throw new ConnectionLost(`PostgreSQL at ${this.#server.place} is a standby, or read-only`)
    }
  }
}

/** Milliseconds. If there are other servers, one that doesn't answer is left the sooner. */
export const CONNECTION_TIMEOUT = 5_000
const SHORT_TIMEOUT = 2_000
