import { createSecretKey, hkdfSync, type KeyObject, scryptSync } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../../config/config-error.ts'
import type { Config } from '../../config/settings.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { fingerprint, type KeptRootKey } from '../../storage/root-key.ts'
import { createOnce, makeDataFolder, readIfThere } from './private-files.ts'

export const ROOT_KEY_BYTES = 32

export type RootKeyConfig = Pick<
  Config,
  'dataDir' | 'rootKey' | 'rootKeyFile' | 'rootKeyPassphrase' | 'rootSecretAccessKey'
>

/** A root encryption key and where it was found. */
export interface FoundRootKey {
  readonly key: KeyObject
  readonly origin:
    | 'configuration'
    | 'passphrase'
    | 'data folder'
    | 'set aside'
    | 'taking over'
    | 'root secret'
  /** The name of the place in messages: a setting or a file. */
  readonly place: string
}

/** The file of the root key in a data folder. A rotation puts the new key into `root.key.next` until it is done. */
export const storedKeyFile = (dataDir: string) => join(dataDir, 'root.key')
export const nextKeyFile = (dataDir: string) => join(dataDir, 'root.key.next')

/** The configured key, or else that of the data folder. Throws a ConfigError if a key can't be read. */
export function presentRootKey(config: RootKeyConfig): FoundRootKey | undefined {
  return (
    configuredKey(config) ?? passphraseKey(config) ?? fileKey(storedKeyFile(config.dataDir), 'data folder')
  )
}

/** Searches all keys at hand, even unused or misplaced ones, for the one that a database is sealed with. */
export function matchingRootKey(config: RootKeyConfig, kept: KeptRootKey): FoundRootKey | undefined {
  const { dataDir } = config
  const ways: (() => FoundRootKey | undefined)[] = [
    () => configuredKey(config),
    () => fileKey(storedKeyFile(dataDir), 'data folder'),
    () => fileKey(nextKeyFile(dataDir), 'taking over'),
    ...keyFilesSetAside(dataDir).map((file) => () => fileKey(file, 'set aside')),
    () => formerlyDerivedKey(config),
    () => passphraseKey(config), // last, as it takes half a second
  ]
  for (const find of ways) {
    const found = find()
    if (found && fingerprint(found.key) === kept.fingerprint) return found
  }
  return undefined
}

/** Whether a server reads the key from this place, or `keys rotate-root` can rotate from it. */
export function opensBackups({ origin }: FoundRootKey): boolean {
  return origin !== 'set aside' && origin !== 'taking over'
}

/** Creates the key of the data folder. Several processes that do so at once all use the same key. */
export function makeRootKey(dataDir: string, entropy: Entropy): FoundRootKey {
  makeDataFolder(dataDir)
  const file = storedKeyFile(dataDir)
  createOnce(file, entropy.bytes(ROOT_KEY_BYTES))
  return { key: readKeyFile(file), origin: 'data folder', place: file }
}

/** The key in a file: 32 raw bytes, or their base64. Throws a ConfigError. */
export function readKeyFile(file: string): KeyObject {
  return createSecretKey(keyBytes(readFileSync(file), file))
}

function configuredKey({ rootKey, rootKeyFile }: RootKeyConfig): FoundRootKey | undefined {
  if (rootKey === undefined) return undefined
  return {
    key: createSecretKey(rootKey),
    origin: 'configuration',
    place: rootKeyFile ?? 'the setting root-key',
  }
}

function fileKey(file: string, origin: FoundRootKey['origin']): FoundRootKey | undefined {
  const content = readIfThere(file)
  return content && { key: createSecretKey(keyBytes(content, file)), origin, place: file }
}

function keyFilesSetAside(dataDir: string): string[] {
  if (!existsSync(dataDir)) return []
  const names = readdirSync(dataDir).filter((name) => /^root\.key\.before-[\w-]+$/.test(name))
  return names
    .sort()
    .reverse()
    .map((name) => join(dataDir, name))
}

function keyBytes(content: Buffer, file: string): Buffer {
  if (content.length === ROOT_KEY_BYTES) return content
  const decoded = Buffer.from(content.toString('latin1').trim(), 'base64')
  if (decoded.length !== ROOT_KEY_BYTES)
    throw new ConfigError([`${file} must hold 32 bytes, bare or in base64`])
  return decoded
}

/**
 * scrypt (RFC 7914) with 128 MiB of memory for each guess. The salt is constant, because nodes that share only their
 * configuration must derive the same key; the passphrase is long enough for that.
 */
function passphraseKey({ rootKeyPassphrase }: RootKeyConfig): FoundRootKey | undefined {
  if (rootKeyPassphrase === undefined) return undefined
  const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 }
  const bytes = scryptSync(rootKeyPassphrase, 'poolhouse root key 2', ROOT_KEY_BYTES, cost)
  return { key: createSecretKey(bytes), origin: 'passphrase', place: 'the setting root-key-passphrase' }
}

/**
 * HKDF-SHA-256 (RFC 5869) of the root secret access key: how the first versions derived the key if none was configured.
 * Guessing it is too cheap, so it only serves to rotate to another key.
 */
function formerlyDerivedKey({ rootSecretAccessKey }: RootKeyConfig): FoundRootKey | undefined {
  if (rootSecretAccessKey === undefined) return undefined
  const bytes = hkdfSync('sha256', rootSecretAccessKey, '', 'poolhouse root key 1', ROOT_KEY_BYTES)
  const key = createSecretKey(Buffer.from(bytes))
  return { key, origin: 'root secret', place: 'the root secret access key' }
}
