import { join } from 'node:path'
import { ConfigError } from '../../config/config-error.ts'
import { type OutgoingMessageSettings, sendsMail, sendsTexts } from '../../config/outgoing-messages.ts'
import type { Config } from '../../config/settings.ts'
import { bearerToken, WrongValue } from '../../config/values.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { systemReason } from '../../kernel/system-reason.ts'
import { createOnce, makeDataFolder, readIfThere } from '../data-folder/private-files.ts'

export type InboxConfig = Pick<Config, 'dataDir' | 'inboxToken'> & OutgoingMessageSettings

/** The file of the token that is created if none is configured. */
export const inboxTokenFile = ({ dataDir }: Pick<Config, 'dataDir'>) => join(dataDir, 'inbox.token')

/**
 * The token that opens the inbox: the configured one, else that of the data folder, else a new one there. Undefined if
 * there is no inbox because a mail server and a webhook take all messages. Throws a ConfigError.
 */
export function findInboxToken(config: InboxConfig, entropy: Entropy): string | undefined {
  if (sendsMail(config) && sendsTexts(config)) return undefined
  if (config.inboxToken !== undefined) return config.inboxToken
  const file = inboxTokenFile(config)
  const token = tokenIn(config, file, entropy).toString('utf8').trim()
  try {
    return bearerToken(token)
  } catch (error) {
    if (!(error instanceof WrongValue)) throw error
    throw new ConfigError([
      `${file} must hold ${error.message}: correct it, or remove it to have a new one created`,
    ])
  }
}

function tokenIn({ dataDir }: InboxConfig, file: string, entropy: Entropy): Buffer {
  try {
    const present = readIfThere(file)
    if (present) return present
    makeDataFolder(dataDir)
    return createOnce(file, `${Buffer.from(entropy.bytes(32)).toString('base64url')}\n`)
  } catch (error) {
    throw new ConfigError([
      `${file} can't be read or written, and no inbox-token is configured: ${systemReason(error)}`,
    ])
  }
}
