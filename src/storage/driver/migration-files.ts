import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { packageFile } from '../../kernel/package-file.ts'
import type { Dialect } from './database.ts'

/** One step of the schema: the file `0001-create-pools.sql`. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
  /** SHA-256 of the text, hexadecimal. A file that was released must never change. */
  readonly checksum: string
}

/** Reads the migrations of a folder and of those in it, which are numbered from 1 without gaps. */
export function readMigrations(folder: string = OWN_FOLDER): Migration[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.sql'),
  )
  const files = paths.map((path) => ({ path: join(folder, path), file: basename(path) }))
  return files.sort(byName).map(({ path, file }, index) => {
    const name = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file)
    if (Number(name?.[1]) !== index + 1) {
      throw new Error(`Migration ${file} should be number ${index + 1}, as NNNN-name.sql`)
    }
    const sql = readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
    return {
      number: index + 1,
      name: file.slice(0, -'.sql'.length),
      sql,
      checksum: createHash('sha256').update(sql).digest('hex'),
    }
  })
}

function byName(one: { readonly file: string }, other: { readonly file: string }): number {
  return one.file < other.file ? -1 : 1
}

/**
 * Puts the dialect's words for what the two don't share.
 * `{{text}}` compares and sorts by code point on both; `{{strict}}` ends a `create table (…)` and makes SQLite
 * refuse a value of the wrong type, as PostgreSQL does, for which every column must be of a type below or `integer`.
 * `{{clustered}}` does so too, and keeps the rows in the primary key's index, which is good for short rows.
 * `{{sequence}}` is a number that counts up with each row that is inserted without one.
 */
export function inDialect(sql: string, dialect: Dialect): string {
  return sql.replace(/\{\{([^{}]*)\}\}/g, (whole, word: string) => {
    const found = WORDS[dialect].get(word)
    if (found === undefined) throw new Error(`No ${dialect} word for ${whole}`)
    return found
  })
}

const WORDS: Record<Dialect, ReadonlyMap<string, string>> = {
  sqlite: new Map([
    ['text', 'text'],
    ['json', 'text'],
    ['bigint', 'integer'],
    ['blob', 'blob'],
    ['strict', 'strict'],
    ['sequence', 'integer primary key'],
    ['clustered', 'strict, without rowid'],
  ]),
  postgresql: new Map([
    ['text', 'text collate "C"'],
    ['json', 'text'],
    ['bigint', 'bigint'],
    ['blob', 'bytea'],
    ['strict', ''],
    ['sequence', 'bigint generated always as identity'],
    ['clustered', ''],
  ]),
}

const OWN_FOLDER = packageFile('src/storage/migrations')
