import { path, type Read } from './values.ts'

/**
 * One setting. Its name in the table, `dataDir`, gives the flag `--data-dir`, the environment variable
 * POOLHOUSE_DATA_DIR and the member `data-dir` of the configuration file.
 */
export interface Setting<Value = unknown> {
  readonly read: Read<Value>
  /** As it would be written; undefined where the setting may be absent. */
  readonly fallback: string | undefined
  readonly about: string
  /** Holds a secret, wholly or in part: then a file may hold the value, by a setting of its own (`withFiles`). */
  readonly secret: boolean
  /** Every user of a machine sees the arguments of a process, so most secrets have no flag. */
  readonly flag: boolean
  /** How the value is shown; where this is missing, a secret isn't shown at all. */
  readonly show?: (value: string) => string
  /** Reads the content of a secret's file where that may be something else than the text. */
  readonly readFile?: Read<Value, Buffer>
}

export interface Optional<Value> extends Setting<Value> {
  readonly fallback: undefined
}

export interface Secret<Value> extends Optional<Value> {
  readonly secret: true
}

export function withDefault<Value>(fallback: string, read: Read<Value>, about: string) {
  return { read, fallback, about, secret: false, flag: true } satisfies Setting<Value>
}

export function optional<Value>(read: Read<Value>, about: string) {
  return { read, fallback: undefined, about, secret: false, flag: true } satisfies Optional<Value>
}

export function secret<Value>(read: Read<Value>, about: string): Secret<Value> {
  return { read, fallback: undefined, about, secret: true, flag: false }
}

/** @param show hides the part that is secret */
export function secretInPart<Value>(
  read: Read<Value>,
  about: string,
  show: (value: string) => string,
): Secret<Value> {
  return { ...secret(read, about), flag: true, show }
}

type Table = Readonly<Record<string, Setting>>

/** A table and, for each secret in it, a setting of that name with `File` behind it. */
export type WithFiles<Settings extends Table> = Settings & {
  readonly [Name in keyof Settings & string as Settings[Name] extends { readonly secret: true }
    ? `${Name}File`
    : never]: Optional<string>
}

/**
 * Adds the path of a file for every secret of the table, so that none can lack it.
 * @param about describes the file of the setting of this name
 */
export function withFiles<Settings extends Table>(
  settings: Settings,
  about: (name: string) => string,
): WithFiles<Settings> {
  const entries = Object.entries(settings).flatMap(([name, setting]) =>
    setting.secret
      ? [[name, setting] as const, [`${name}File`, optional(path, about(name))] as const]
      : [[name, setting] as const],
  )
  return Object.fromEntries(entries) as WithFiles<Settings>
}
