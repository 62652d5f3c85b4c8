import type { KeyObject } from 'node:crypto'
import { createSecretKey, hkdfSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../config/config-error.ts'
import type { Config } from '../config/settings.ts'
import { newAccessKey } from '../domain/iam/access-key.ts'
import type { Instant } from '../kernel/clock.ts'
import type { Entropy } from '../kernel/entropy.ts'
import type { RootCredentials } from '../wire/authenticate.ts'
import { credentialsFile, parseCredentialsFile } from './aws-files.ts'
import { createOnce, makePrivateFolder, readIfThere } from './private-files.ts'

const KEY_BYTES = 32

export interface RootSecrets {
  readonly root: RootCredentials
  /** Encrypts what is secret at rest. */
  readonly rootKey: KeyObject
  /** The file that holds the root access key; undefined where it was configured. */
  readonly credentialsFile: string | undefined
  /** Made up just now, because nothing was configured and the data folder had none. */
  readonly made: ReadonlyArray<'root access key' | 'root encryption key'>
}

export type RootConfig = Pick<
  Config,
  | 'dataDir'
  | 'host'
  | 'allowGeneratedRootKey'
  | 'rootAccessKeyId'
  | 'rootSecretAccessKey'
  | 'rootKey'
  | 'rootKeyFile'
>

/**
 * Finds the root access key and the root encryption key, or makes them in the data folder at the first start.
 *
 * Access key: configured, else of the data folder, else new. Encryption key: configured, else of the data folder,
 * else derived from a configured secret access key (so that nodes of the same configuration agree), else new.
 * Throws a ConfigError, and then has written nothing.
 */
export function findRootSecrets(config: RootConfig, entropy: Entropy, now: Instant): RootSecrets {
  const file = join(config.dataDir, 'credentials')
  const keyFile = join(config.dataDir, 'root.key')
  const given = configuredCredentials(config)
  const stored = given === undefined ? storedCredentials(file) : undefined
  if (given === undefined && stored === undefined) assertMayGenerate(config)
  const key = keyBytes(config)

  return {
    root: given ?? stored ?? makeCredentials(config.dataDir, file, entropy, now),
    rootKey: createSecretKey(key ?? makeKey(config.dataDir, keyFile, entropy)),
    credentialsFile: given === undefined ? file : undefined,
    made: [
      ...(given === undefined && stored === undefined ? (['root access key'] as const) : []),
      ...(key === undefined ? (['root encryption key'] as const) : []),
    ],
  }
}

/** The encryption key as {@link findRootSecrets} finds it, undefined where it would make one. Writes nothing. */
export function findRootKey(config: RootConfig): KeyObject | undefined {
  const key = keyBytes(config)
  return key && createSecretKey(key)
}

function keyBytes(config: RootConfig): Buffer | undefined {
  const given = configuredCredentials(config)
  const stored = configuredKey(config) ?? storedKey(join(config.dataDir, 'root.key'))
  return stored ?? (given && derivedKey(given.secretAccessKey))
}

function configuredCredentials(config: RootConfig): RootCredentials | undefined {
  const { rootAccessKeyId: accessKeyId, rootSecretAccessKey: secretAccessKey } = config
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined
}

function storedCredentials(file: string): RootCredentials | undefined {
  const text = readIfThere(file)?.toString()
  if (text === undefined) return undefined
  const credentials = parseCredentialsFile(text)
  if (credentials === undefined) {
    throw new ConfigError([`${file} holds no access key in its profile [default]; mend it or move it away`])
  }
  return credentials
}

function makeCredentials(folder: string, file: string, entropy: Entropy, now: Instant): RootCredentials {
  const { id, secretAccessKey } = newAccessKey(entropy, now)
  makePrivateFolder(folder)
  const text = createOnce(file, credentialsFile({ accessKeyId: id, secretAccessKey })).toString()
  return parseCredentialsFile(text) ?? { accessKeyId: id, secretAccessKey }
}

function configuredKey({ rootKey, rootKeyFile }: RootConfig): Buffer | undefined {
  if (rootKey !== undefined || rootKeyFile === undefined) return rootKey
  try {
    return keyOf(readFileSync(rootKeyFile), rootKeyFile)
  } catch (error) {
    if (error instanceof ConfigError) throw error
    throw new ConfigError([`root-key-file ${rootKeyFile} can't be read: ${(error as Error).message}`])
  }
}

function storedKey(file: string): Buffer | undefined {
  const bytes = readIfThere(file)
  return bytes && keyOf(bytes, file)
}

function makeKey(folder: string, file: string, entropy: Entropy): Buffer {
  makePrivateFolder(folder)
  return keyOf(createOnce(file, entropy.bytes(KEY_BYTES)), file)
}

/** 32 bytes as they are, or written in base64. */
function keyOf(content: Buffer, file: string): Buffer {
  if (content.length === KEY_BYTES) return content
  const decoded = Buffer.from(content.toString('latin1').trim(), 'base64')
  if (decoded.length !== KEY_BYTES) throw new ConfigError([`${file} must hold 32 bytes, bare or in base64`])
  return decoded
}

/** HKDF-SHA-256 (RFC 5869). */
function derivedKey(secretAccessKey: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretAccessKey, '', 'poolhouse root key 1', KEY_BYTES))
}

// Whoever opens the server to a network should know who holds its root key, and not learn it from a log.
function assertMayGenerate({ host, allowGeneratedRootKey, dataDir }: RootConfig): void {
  if (allowGeneratedRootKey || isLoopback(host)) return
  throw new ConfigError([
    `there is no root access key yet, and ${host} is open to others: set POOLHOUSE_ROOT_ACCESS_KEY_ID and ` +
      `POOLHOUSE_ROOT_SECRET_ACCESS_KEY, or put a credentials file into ${dataDir}, or ` +
      'have one made up with --allow-generated-root-key',
  ])
}

export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host)
}
