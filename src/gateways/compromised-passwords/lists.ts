import { commonPasswords } from '../../domain/threat-protection/common-passwords.ts'
import type { CompromisedPasswords } from '../../domain/threat-protection/compromised-passwords.ts'
import type { Log } from '../../kernel/log.ts'
import { type RangeSource, rangeAddress, rangeFolder } from './range-source.ts'
import { rangeHas, rangeKey } from './range-text.ts'

/** Where longer lists of compromised passwords are. */
export interface ListSettings {
  readonly folder?: string | undefined
  readonly url?: string | undefined
}

/** A sign-in waits for the range address at most this long, in milliseconds. */
const PATIENCE = 2000

/** The built-in list, made at the first look-up, and the configured ones. */
export function compromisedPasswords(
  { folder, url }: ListSettings,
  log: Pick<Log, 'warn'>,
): CompromisedPasswords {
  let common: ReadonlySet<string> | undefined
  const sources: RangeSource[] = []
  if (folder !== undefined) sources.push(rangeFolder(folder))
  if (url !== undefined) sources.push(rangeAddress(url, PATIENCE))

  async function isIn(source: RangeSource, password: string): Promise<boolean> {
    const { prefix, suffix } = rangeKey(password)
    try {
      return rangeHas(await source(prefix), suffix)
    } catch (error) {
      log.warn('A list of compromised passwords could not be read, so a password was not looked up', {
        error,
      })
      return false
    }
  }

  return {
    async has(password) {
      common ??= commonPasswords()
      if (common.has(password)) return true
      for (const source of sources) if (await isIn(source, password)) return true
      return false
    },
  }
}
