import { resolve } from 'node:path'
import type { Command } from 'commander'
import { rotateSigningKeys } from '../../domain/tokens/rotate-signing-keys.ts'
import type { SigningKey } from '../../domain/tokens/signing-key.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { newRsaKeyPair } from '../../kernel/cryptography/rsa-key-pair.ts'
import { auditEntry, type CommandEvent, type CommandRun, commandRun } from '../command/audit-entry.ts'
import { reportFailure } from '../command/failure.ts'
import { addSettingOptions, DATABASE_SETTINGS, settingsOf } from '../command/setting-options.ts'
import { type StorageConfig, withStorage } from '../command/with-storage.ts'

export function addKeys(program: Command): void {
  const keys = program
    .command('keys')
    .description('replace the keys that sign the tokens of user pools, and the key that seals the database')
  const rotate = keys
    .command('rotate')
    .description('sign with new keys; the old ones stay published until their last token has expired')
    .requiredOption('--user-pool-id <id>', 'the user pool')
  addSettingOptions(rotate, DATABASE_SETTINGS).action(async () => {
    try {
      const { userPoolId } = rotate.opts<{ userPoolId: string }>()
      const { config } = await settingsOf(rotate)
      process.stdout.write(await rotateKeys(config, userPoolId, commandRun('keys rotate', config)))
    } catch (error) {
      reportFailure(error)
    }
  })
  addRotateRoot(keys)
}

function addRotateRoot(keys: Command): void {
  const command = keys
    .command('rotate-root')
    .description(
      'encrypt the secrets in the database with a new root encryption key; no server may be running on it',
    )
    .option(
      '--new-key-file <file>',
      'file of the new key, created if it does not exist (default: replace root.key)',
    )
  addSettingOptions(command, DATABASE_SETTINGS).action(async () => {
    try {
      const { newKeyFile } = command.opts<{ newKeyFile?: string }>()
      const { config } = await settingsOf(command)
      const { rotateRoot } = await import('./rotate-root.ts')
      const surroundings = {
        ...commandRun('keys rotate-root', config),
        print: (line: string) => void process.stderr.write(`${line}\n`),
      }
      process.stdout.write(await rotateRoot(config, newKeyFile && resolve(newKeyFile), surroundings))
    } catch (error) {
      reportFailure(error)
    }
  })
}

/**
 * Returns the ids of the new keys, one per line. Servers on the same database use them within a minute.
 * @throws ResourceNotFoundException
 */
export async function rotateKeys(
  config: StorageConfig,
  userPoolId: string,
  run: CommandRun,
): Promise<string> {
  const made = await withStorage(config, 'reading', (storage) =>
    rotateSigningKeys(storage, newRsaKeyPair, userPoolId, run.now, async ({ auditEvents }, pool, keys) => {
      await auditEvents.append(auditEntry(run, rotationEvent(pool, keys)))
    }),
  )
  return made.map(({ id, use }) => `${id}  ${use} tokens\n`).join('')
}

/** Deviation: the service has no call that does the same, so the name is ours. */
function rotationEvent({ id: userPoolId, region }: UserPool, keys: readonly SigningKey[]): CommandEvent {
  return {
    eventSource: 'cognito-idp.amazonaws.com',
    eventName: 'RotateSigningKeys',
    region,
    userPoolId,
    requestParameters: { userPoolId },
    responseElements: { signingKeys: keys.map(({ id, use }) => ({ keyId: id, tokenUse: use })) },
  }
}
