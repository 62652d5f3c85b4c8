import type { Config } from '../../config/settings.ts'
import { systemClock } from '../../kernel/clock.ts'
import type { Log, LogDestination } from '../../kernel/log.ts'
import { pinoLog } from '../../kernel/log.ts'
import { outageLog } from '../../kernel/outage-log.ts'
import { asText } from '../../kernel/text-log.ts'

/** Where log lines go: what {@link process.stderr} is, a terminal or not. */
export interface LogStream extends LogDestination {
  readonly isTTY?: boolean
  /** Whether the terminal shows colours and is asked to (NO_COLOR, FORCE_COLOR). */
  hasColors?(): boolean
}

/** The log of a process: lines on stderr, so that stdout is left to the output of a command. */
export function logOf(
  { logLevel, logFormat }: Pick<Config, 'logLevel' | 'logFormat'>,
  stream: LogStream = process.stderr,
): Log {
  const isTerminal = stream.isTTY === true
  const isText = logFormat === 'text' || (logFormat === 'auto' && isTerminal)
  const colours = isTerminal && stream.hasColors?.() === true
  return outageLog(pinoLog(logLevel, isText ? asText(stream, { colours }) : stream), systemClock)
}
