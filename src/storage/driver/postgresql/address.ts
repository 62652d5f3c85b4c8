import { oneAddressPerHost } from '../../../kernel/host-list.ts'
import { tlsOf } from './tls.ts'

/** Where a database is, and how it is used. */
export interface PostgresqlPlace {
  /** `postgresql://user:password@host:port,host:port/database?schema=public` (`readPostgresqlAddress`). */
  readonly url: string
  /**
   * The same database, past the pooler that `url` then leads to, which may give each transaction another connection: no
   * statement is prepared, and the settings of a session are the role's.
   */
  readonly directUrl?: string | undefined
  /** The server that takes changes while that of `url` is a read-only replica. */
  readonly primaryUrl?: string | undefined
  /** Connections at most, without the one of `occupy`; by default 10. */
  readonly poolSize?: number
  /** Milliseconds that a statement may take; by default 15 seconds. */
  readonly statementTimeout?: number
}

/** One of the servers of an address. */
export interface Server {
  /** As `pg` reads it. Holds the password: never to be shown. */
  readonly connectionString: string
  /** As messages call it: `db.example.com:5432`. */
  readonly place: string
}

/** Which servers there are, and where the tables are in them. */
export interface PostgresqlAddress {
  readonly servers: readonly [Server, ...Server[]]
  readonly schema: string
  /** All places, for messages. */
  readonly place: string
  /** Whether a server must be asked, before it is used, if it takes changes: a standby doesn't. */
  readonly writable: boolean
  /** Undefined without TLS. */
  readonly ssl: ReturnType<typeof tlsOf>
}

/**
 * Reads `postgresql://user:password@host:port/database?schema=public`, which may have several hosts, separated by commas,
 * of which the one that takes changes is used; `target_session_attrs=read-write` looks for it even if there is one host.
 * Other parameters are pg's own (`host` …) or those of TLS (tls.ts); settings in `options`
 * (`-c statement_timeout=60000`) win over `settings`.
 * @param settings of PostgreSQL, for each session; undefined if a pooler doesn't let them pass
 */
export function readPostgresqlAddress(
  text: string,
  settings: Readonly<Record<string, string | number>> | undefined,
): PostgresqlAddress {
  const [url, ...others] = parse(text)
  const { searchParams: parameters } = url
  const schema = parameters.get('schema') ?? 'public'
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) {
    throw new TypeError('The schema in the database URL is no plain lower-case name')
  }
  const wanted = parameters.get('target_session_attrs') ?? (others.length > 0 ? 'read-write' : 'any')
  if (!/^(read-write|primary|any)$/.test(wanted) || (wanted === 'any' && others.length > 0)) {
    throw new TypeError('The target_session_attrs in the database URL must be read-write')
  }
  parameters.delete('schema')
  parameters.delete('target_session_attrs')
  const ssl = tlsOf(parameters)
  if (settings !== undefined) {
    const all = Object.entries({ ...settings, search_path: schema }).map(
      ([name, value]) => `-c ${name}=${value}`,
    )
    parameters.set('options', [...all, parameters.get('options') ?? ''].join(' ').trim())
  }
  if (!parameters.has('application_name')) parameters.set('application_name', 'poolhouse')
  for (const other of others) other.search = url.search
  const servers = [toServer(url), ...others.map(toServer)] as const
  const place = servers.map((server) => server.place).join(', ')
  return { servers, schema, place, writable: wanted !== 'any', ssl }
}

function toServer(url: URL): Server {
  const { hostname, port, searchParams } = url
  const host = hostname || searchParams.get('host') || 'localhost'
  return { connectionString: url.href, place: `${host}:${port || searchParams.get('port') || '5432'}` }
}

function parse(text: string): [URL, ...URL[]] {
  const addresses = oneAddressPerHost(text)
  // The error of the URL constructor quotes its input, which has the password in it.
  const [first, ...others] = addresses.flatMap((address) => (URL.canParse(address) ? [new URL(address)] : []))
  const isPostgresql = first?.protocol === 'postgresql:' || first?.protocol === 'postgres:'
  if (!isPostgresql || others.length + 1 < addresses.length) {
    throw new TypeError('The database URL does not read postgresql://user:password@host:port/database')
  }
  if (others.length > 0 && [first, ...others].some(({ hostname }) => hostname === '')) {
    throw new TypeError('The database URL has several hosts, and one of them is empty')
  }
  return [first, ...others]
}
