import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { ConfigError } from '../../config/config-error.ts'
import type { Config } from '../../config/settings.ts'
import { newAccessKey } from '../../domain/iam/access-key.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { isLoopback } from '../../kernel/loopback.ts'
import { peekRootKey } from '../../storage/root-key.ts'
import type { RootCredentials } from '../../wire/authenticate.ts'
import { credentialsFile, parseCredentialsFile } from './aws-files.ts'
import { type DatabaseConfig, databaseAddress } from './database-address.ts'
import { createOnce, makeDataFolder, readIfThere } from './private-files.ts'
import { makeRootKey, presentRootKey, type RootKeyConfig } from './root-key.ts'
import { rootKeyFault } from './root-key-fault.ts'

export interface RootSecrets {
  readonly root: RootCredentials
  /** Encrypts the secrets in the database. */
  readonly rootKey: KeyObject
  /** The file with the root access key; undefined if the key is configured. */
  readonly credentialsFile: string | undefined
  /** The secrets that were just created, because none were configured and the data folder had none. */
  readonly made: ReadonlyArray<'root access key' | 'root encryption key'>
}

export type RootConfig = RootKeyConfig &
  DatabaseConfig &
  Pick<Config, 'host' | 'allowGeneratedRootKey' | 'rootAccessKeyId'>

/**
 * Finds the root access key and the root encryption key, or creates them in the data folder at the first start.
 *
 * Access key: configured, else of the data folder, else new. Encryption key: configured, else of the data folder, else
 * new, but never next to a database that has secrets: a new key could not open them, and the right key could not open
 * what the new one seals. Rejects with a ConfigError before it writes anything.
 */
export async function findRootSecrets(
  config: RootConfig,
  entropy: Entropy,
  now: Instant,
): Promise<RootSecrets> {
  const file = join(config.dataDir, 'credentials')
  const given = configuredCredentials(config)
  const stored = given === undefined ? storedCredentials(file) : undefined
  if (given === undefined && stored === undefined) assertMayGenerate(config)
  const found = presentRootKey(config)
  if (found === undefined) await assertNothingSealed(config)

  return {
    root: given ?? stored ?? makeCredentials(config.dataDir, file, entropy, now),
    rootKey: (found ?? makeRootKey(config.dataDir, entropy)).key,
    credentialsFile: given === undefined ? file : undefined,
    made: [
      ...(given === undefined && stored === undefined ? (['root access key'] as const) : []),
      ...(found === undefined ? (['root encryption key'] as const) : []),
    ],
  }
}

async function assertNothingSealed(config: RootConfig): Promise<void> {
  const kept = await peekRootKey(databaseAddress(config))
  if (kept !== undefined) throw rootKeyFault(config, kept)
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
    throw new ConfigError([
      `${file} holds no access key in its profile [default]; correct it or move it away`,
    ])
  }
  return credentials
}

function makeCredentials(folder: string, file: string, entropy: Entropy, now: Instant): RootCredentials {
  const { id, secretAccessKey } = newAccessKey(entropy, now)
  makeDataFolder(folder)
  const text = createOnce(file, credentialsFile({ accessKeyId: id, secretAccessKey })).toString()
  return parseCredentialsFile(text) ?? { accessKeyId: id, secretAccessKey }
}

// Before a server is opened to a network, its root key should be chosen, not found in a log.
function assertMayGenerate({ host, allowGeneratedRootKey, dataDir }: RootConfig): void {
  if (allowGeneratedRootKey || isLoopback(host)) return
  throw new ConfigError([
    `there is no root access key yet, and ${host} is open to others: set POOLHOUSE_ROOT_ACCESS_KEY_ID and ` +
      `POOLHOUSE_ROOT_SECRET_ACCESS_KEY, or put a credentials file into ${dataDir}, or ` +
      'have one generated with --allow-generated-root-key',
  ])
}
