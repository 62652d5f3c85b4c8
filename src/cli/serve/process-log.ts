import type { Config } from '../../config/settings.ts'
import { systemClock } from '../../kernel/clock.ts'
import type { Log, LogDestination } from '../../kernel/log.ts'
import { pinoLog } from '../../kernel/log.ts'
import { outageLog } from '../../kernel/outage-log.ts'
import { asText } from '../../kernel/text-log.ts'

/** The destination of log lines: {@link process.stderr}, which may be a terminal. */
export interface LogStream extends LogDestination {
  readonly isTTY?: boolean
  /** Whether to use colours, given the terminal and NO_COLOR and FORCE_COLOR. */
  hasColors?(): boolean
}

/** The log of a process. It writes to stderr and leaves stdout to the output of a command. */
export function logOf(
  { logLevel, logFormat }: Pick<Config, 'logLevel' | 'logFormat'>,
  stream: LogStream = process.stderr,
): Log {
  const isTerminal = stream.isTTY === true
  const isText = logFormat === 'text' || (logFormat === 'auto' && isTerminal)
  const colours = isTerminal && stream.hasColors?.() === true
  return outageLog(pinoLog(logLevel, isText ? asText(stream, { colours }) : stream), systemClock)
}
