import type { KeyObject } from 'node:crypto'
import { existsSync, renameSync } from 'node:fs'
import { ConfigError } from '../../config/config-error.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import type { Database } from '../../storage/driver/database.ts'
import { openAlone } from '../../storage/driver/open-database.ts'
import { fingerprint, type KeptRootKey, readKeptRootKey } from '../../storage/root-key.ts'
import { rotateRootKey } from '../../storage/rotate-root-key.ts'
import { auditEntry, type CommandRun } from '../command/audit-entry.ts'
import { assertThere, type StorageConfig } from '../command/with-storage.ts'
import { databaseAddress } from '../data-folder/database-address.ts'
import { createOnce } from '../data-folder/private-files.ts'
import {
  type FoundRootKey,
  matchingRootKey,
  nextKeyFile,
  ROOT_KEY_BYTES,
  readKeyFile,
  storedKeyFile,
} from '../data-folder/root-key.ts'
import { KEEP_THE_ROOT_KEY, rootKeyFault } from '../data-folder/root-key-fault.ts'

export interface RotationSurroundings extends CommandRun {
  /** Prints a line of progress. */
  print(line: string): void
}

/**
 * Replaces the root encryption key. The new one is that of `newKeyFile`, which is created if it is missing. Without
 * `newKeyFile`, the new key becomes the data folder's `root.key`. Returns a report. Rejects with a ConfigError.
 */
export async function rotateRoot(
  config: StorageConfig,
  newKeyFile: string | undefined,
  surroundings: RotationSurroundings,
): Promise<string> {
  assertThere(config)
  const database = await openAlone(databaseAddress(config))
  if (database === undefined) {
    throw new ConfigError(['a server (or another command) uses the database: stop all of them first'])
  }
  try {
    return await rotateIn(database, config, newKeyFile, surroundings)
  } finally {
    await database.close()
  }
}

async function rotateIn(
  database: Database,
  config: StorageConfig,
  newKeyFile: string | undefined,
  surroundings: RotationSurroundings,
): Promise<string> {
  const kept = await readKeptRootKey(database)
  if (kept === undefined)
    throw new ConfigError(['the database has no secrets yet, so its root key needs no change'])
  const from = matchingRootKey(config, kept)
  if (from === undefined) throw rootKeyFault(config, kept)
  if (from.origin === 'taking over') return takeOver(config, surroundings.now)

  const file = newKeyFile ?? defaultKeyFile(config, from)
  const to = newKey(file, newKeyFile !== undefined, surroundings.entropy)
  assertTakesOver(kept, to, file)
  const resealed = await reseal(database, from.key, to, surroundings)
  const summary = `Sealed ${resealed.values === 1 ? '1 value' : `${resealed.values} values`} under the new root encryption key\n${unopenedNote(resealed.unopened)}`
  if (newKeyFile === undefined) return summary + takeOver(config, surroundings.now)
  const former = from.origin === 'data folder' ? setAside(from.place, surroundings.now) : undefined
  return (
    `${summary}It is in ${file}: configure it on every node before you start a server (--root-key-file, or its content ` +
    `as POOLHOUSE_ROOT_KEY)\n${formerNote(former)}`
  )
}

function reseal(database: Database, from: KeyObject, to: KeyObject, surroundings: RotationSurroundings) {
  const { entropy, now, print } = surroundings
  print('If this is interrupted, run the same command again to continue')
  const event = auditEntry(surroundings, {
    eventSource: 'kms.amazonaws.com',
    eventName: 'RotateKeyOnDemand',
    requestParameters: null,
  })
  return rotateRootKey(database, { from, to, entropy, now, event, progress: progressLines(print) })
}

/** Where to put the new key if no file is given: only in a folder that is known to last. */
function defaultKeyFile(config: StorageConfig, { origin }: FoundRootKey): string {
  const lasts = origin === 'data folder' || origin === 'set aside' || config.databaseUrl === undefined
  const configured = origin === 'configuration' || origin === 'passphrase'
  if (lasts && !configured) return nextKeyFile(config.dataDir)
  throw new ConfigError([
    'name the file of the new key with --new-key-file <file>; it is created if it does not exist',
  ])
}

function newKey(file: string, asText: boolean, entropy: Entropy): KeyObject {
  const made = entropy.bytes(ROOT_KEY_BYTES)
  if (!existsSync(file)) createOnce(file, asText ? `${made.toString('base64')}\n` : made)
  return readKeyFile(file)
}

function assertTakesOver(
  { fingerprint: present, nextFingerprint }: KeptRootKey,
  to: KeyObject,
  file: string,
): void {
  const own = fingerprint(to)
  if (own === present) throw new ConfigError([`${file} holds the present root encryption key`])
  if (nextFingerprint === undefined || nextFingerprint === own) return
  throw new ConfigError([
    `the unfinished rotation uses another new key than that of ${file}: name its file with --new-key-file`,
  ])
}

/** Replaces the data folder's key by the new one. Being the last step, it can be repeated after an interruption. */
function takeOver({ dataDir }: StorageConfig, now: Instant): string {
  const [file, next] = [storedKeyFile(dataDir), nextKeyFile(dataDir)]
  const former = existsSync(file) ? setAside(file, now) : undefined
  renameSync(next, file)
  return `It is in ${file}, which every node on this database needs. ${KEEP_THE_ROOT_KEY}\n${formerNote(former)}`
}

function setAside(file: string, now: Instant): string {
  const stamp = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const aside = `${file}.before-${stamp}`
  renameSync(file, aside)
  return aside
}

function formerNote(former: string | undefined): string {
  const where = former === undefined ? 'The former key' : `The former key, now in ${former},`
  return `${where} opens the earlier backups; destroy it when none of them is left\n`
}

const SHOWN = 10

function unopenedNote(unopened: readonly string[]): string {
  if (unopened.length === 0) return ''
  const more = unopened.length > SHOWN ? `\n  and ${unopened.length - SHOWN} more` : ''
  return (
    `${unopened.length} values could be opened by neither key, so they were unreadable before; they are unchanged:\n` +
    `  ${unopened.slice(0, SHOWN).join('\n  ')}${more}\n`
  )
}

const EVERY = 10_000

/** Prints a line for every column, and more lines during a large one. */
function progressLines(print: (line: string) => void) {
  let printed = 0
  let current = ''
  return (column: string, values: number): void => {
    if (column !== current) printed = 0
    if (column === current && values - printed < EVERY) return
    current = column
    printed = values
    print(`${column}: ${values} encrypted again`)
  }
}
