/** Where the tables are and how long the server may take. */
export interface PostgresqlAddress {
  /** The URL as `pg` reads it. Holds the password: never to be shown. */
  readonly connectionString: string
  readonly schema: string
  /** Where the server is, as messages call it: `db.example.com:5432`. */
  readonly place: string
}

/**
 * Reads `postgresql://user:password@host:port/database?schema=public`. Other parameters are pg's own (`sslmode`,
 * `host` …); settings in `options` (`-c statement_timeout=60000`) win over the defaults below.
 */
export function readPostgresqlAddress(text: string): PostgresqlAddress {
  const url = parse(text)
  const schema = url.searchParams.get('schema') ?? 'public'
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) {
    throw new TypeError('The schema in the database URL is no plain lower-case name')
  }
  url.searchParams.delete('schema')
  const options = { ...SETTINGS, search_path: schema }
  const given = url.searchParams.get('options')
  const all = [...Object.entries(options).map(([name, value]) => `-c ${name}=${value}`), given ?? '']
  url.searchParams.set('options', all.join(' ').trim())
  if (!url.searchParams.has('application_name')) url.searchParams.set('application_name', 'poolhouse')
  return { connectionString: url.href, schema, place: placeOf(url) }
}

function placeOf({ hostname, port, searchParams }: URL): string {
  const host = hostname || searchParams.get('host') || 'localhost'
  return `${host}:${port || searchParams.get('port') || '5432'}`
}

function parse(text: string): URL {
  // The error of the URL constructor quotes its input, which has the password in it.
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'postgresql:' && url?.protocol !== 'postgres:') {
    throw new TypeError('The database URL does not read postgresql://user:password@host:port/database')
  }
  return url
}

/** Milliseconds. A transaction that its process left open (it hangs, it was cut off) must not hold its locks for ever. */
const SETTINGS = {
  statement_timeout: 15_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 30_000,
}
