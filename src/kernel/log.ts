import pino from 'pino'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

export type LogFields = Readonly<Record<string, unknown>>

/** One line per event: a fixed text, and fields for what varies. An `error` field may contain an Error. */
export interface Log {
  debug(text: string, fields?: LogFields): void
  info(text: string, fields?: LogFields): void
  warn(text: string, fields?: LogFields): void
  error(text: string, fields?: LogFields): void
  /** A log that adds these fields to each line, for example `{ requestId }`. */
  with(fields: LogFields): Log
}

/** Receives whole lines: a stream, `pino.destination()`, or an array in a test. */
export interface LogDestination {
  write(line: string): unknown
}

/** A log of JSON lines. */
export function pinoLog(level: LogLevel, destination: LogDestination): Log {
  return overPino(
    pino(
      {
        level,
        base: { pid: process.pid },
        messageKey: 'message',
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
      },
      { write: (line) => void destination.write(line) },
    ),
  )
}

export const silentLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  with: () => silentLog,
}

function overPino(logger: pino.Logger): Log {
  return {
    debug: (text, fields = {}) =>
      logger.isLevelEnabled('debug') && logger.debug(withoutSecrets(fields), text),
    info: (text, fields = {}) => logger.info(withoutSecrets(fields), text),
    warn: (text, fields = {}) => logger.warn(withoutSecrets(fields), text),
    error: (text, fields = {}) => logger.error(withoutSecrets(fields), text),
    with: (fields) => overPino(logger.child(withoutSecrets(fields))),
  }
}

/**
 * Fields with such names are hidden in the log. This is the last line of defence: callers should not pass secrets in
 * the first place.
 */
const SECRET_NAME =
  /password|secret|token|authorization|cookie|credential|verifier|private.?key|root.?key|^session$|^code$|(confirmation|user|mfa)_?code/i

const DEPTH = 6

function withoutSecrets(fields: LogFields): LogFields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, shown(name, value, DEPTH)]))
}

function shown(name: string, value: unknown, depth: number): unknown {
  if (SECRET_NAME.test(name) && value !== undefined && value !== null) return '[hidden]'
  if (value instanceof Error) return describeError(value, depth)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) return '[deeper]'
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map((item) => shown('', item, depth - 1))
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shown(key, inner, depth - 1)]))
}

// Only these members: errors of drivers contain rows and statements in others.
function describeError(error: Error, depth: number): object {
  const { name, message, stack, cause } = error
  const code = 'code' in error && typeof error.code === 'string' ? { errorCode: error.code } : {}
  const why = cause instanceof Error && depth > 0 ? { cause: describeError(cause, depth - 1) } : {}
  return { name, message, ...code, stack, ...why }
}
