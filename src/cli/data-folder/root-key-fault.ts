import { ConfigError } from '../../config/config-error.ts'
import { type KeptRootKey, RootKeyInRotation, RootKeyMismatch } from '../../storage/root-key.ts'
import { type DatabaseConfig, databaseAddress } from './database-address.ts'
import { type FoundRootKey, matchingRootKey, presentRootKey, type RootKeyConfig } from './root-key.ts'

/** The README, the guides and the commands all use this sentence. */
export const KEEP_THE_ROOT_KEY =
  'Keep a copy of the root encryption key, but not next to the backups: without the key, the secrets in the database ' +
  'or a backup cannot be decrypted; with both, anyone can read them.'

/**
 * Returns, and does not throw, an error that explains what to do about a database that the key at hand does not open.
 * @param database the database's name in the message
 */
export function rootKeyFault(
  config: RootKeyConfig & DatabaseConfig,
  kept: KeptRootKey,
  database = nameOf(config),
): ConfigError {
  const match = matchingRootKey(config, kept)
  return new ConfigError([match ? wayOn(config, match, database) : lost(config, database)])
}

/** The same for an error of the storage; returns any other error as it is. */
export function explainedRootKeyError(error: unknown, config: RootKeyConfig & DatabaseConfig): unknown {
  if (error instanceof RootKeyMismatch) return rootKeyFault(config, error.kept)
  return error instanceof RootKeyInRotation ? new ConfigError([error.message]) : error
}

/** The right key exists, but not where a server reads it. */
function wayOn(
  config: RootKeyConfig & DatabaseConfig,
  { origin, place }: FoundRootKey,
  database: string,
): string {
  const present = presentRootKey(config)
  switch (origin) {
    case 'root secret':
      return (
        `the secrets in ${database} are sealed under a key that was derived from the root secret access key, which is ` +
        `too easy to guess: stop all servers on it and run \`poolhouse keys rotate-root${newKeyFile(config)}\` with ` +
        'this configuration, which seals them under a random key'
      )
    case 'taking over':
      return (
        `the root encryption key of ${database} was replaced, but the new one is still in ${place}: run ` +
        '`poolhouse keys rotate-root` once more'
      )
    case 'set aside':
      return (
        `the root encryption key of ${database} is in ${place}: ` +
        (present?.origin === 'data folder'
          ? `rename ${present.place} and copy that file into its place`
          : `name that file with --root-key-file${present ? `, in place of ${present.place}` : ''}`)
      )
    default:
      return (
        `the root encryption key of ${database} is ${place}, and not ${present?.place}: ` +
        'no longer configure the other one'
      )
  }
}

function newKeyFile(config: DatabaseConfig): string {
  return config.databaseUrl === undefined ? '' : ' --new-key-file <file>'
}

function lost(config: RootKeyConfig & DatabaseConfig, database: string): string {
  const present = presentRootKey(config)
  return (
    (present
      ? `the secrets in ${database} are sealed under another root encryption key than that of ${present.place}`
      : `the secrets in ${database} are sealed under a root encryption key that is missing: ` +
        `${config.dataDir} has no root.key, and none is configured`) +
    '. Give the key with which the database was made: put root.key into the data folder, or name it with ' +
    '--root-key-file or POOLHOUSE_ROOT_KEY. If the database was made without such a key, set the root access key of ' +
    'then, with its secret'
  )
}

function nameOf(config: DatabaseConfig): string {
  const address = databaseAddress(config)
  return 'file' in address ? address.file : 'the database'
}
