import type { Config } from '../config/settings.ts'
import type { Log } from '../kernel/log.ts'
import { asText, pinoLog } from '../kernel/log.ts'

/** The log of a process: lines on stderr, so that stdout stays for what a command answers. */
export function logOf({ logLevel, logFormat }: Pick<Config, 'logLevel' | 'logFormat'>): Log {
  return pinoLog(logLevel, logFormat === 'text' ? asText(process.stderr) : process.stderr)
}
