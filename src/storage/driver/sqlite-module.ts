/** The part of node:sqlite that the driver uses; @photostructure/sqlite has the same. */
export interface SqliteModule {
  readonly DatabaseSync: new (path: string) => SqliteHandle
}

export interface SqliteHandle {
  exec(sql: string): void
  prepare(sql: string): SqliteStatement
  close(): void
}

export interface SqliteStatement {
  all(...values: SqliteValue[]): unknown[]
  get(...values: SqliteValue[]): unknown
  run(...values: SqliteValue[]): { readonly changes: number | bigint }
}

export type SqliteValue = string | bigint | Uint8Array | null

/** The built-in module if there is one (Node 22.13 and newer), otherwise the optional dependency. */
export async function loadSqlite(): Promise<SqliteModule> {
  const builtIn = process.getBuiltinModule('node:sqlite')
  if (builtIn !== undefined) return builtIn as SqliteModule
  try {
    return await import('@photostructure/sqlite')
  } catch (cause) {
    throw new Error('SQLite needs Node.js 22.13 or newer, or the package @photostructure/sqlite', { cause })
  }
}
