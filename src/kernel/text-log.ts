import type { LogDestination } from './log.ts'

type Entry = Readonly<Record<string, unknown>>

/**
 * Turns JSON lines into lines for people: `2026-01-01T00:00:00.000Z INFO  text key=value`. For an error, it shows the
 * name, the message and where it occurred; JSON lines have the whole stack.
 */
export function asText(destination: LogDestination, { colours = false } = {}): LogDestination {
  const paint = colours ? painted : (text: string) => text
  return {
    write(line) {
      const { time, level, pid, message, ...fields } = JSON.parse(line) as Entry
      const shownLevel = paint(String(level).toUpperCase().padEnd(5), COLOURS[String(level)] ?? DIM)
      const rest = Object.entries(fields).map(([name, value]) => ` ${paint(`${name}=`, DIM)}${plain(value)}`)
      destination.write(`${paint(String(time), DIM)} ${shownLevel} ${message}${rest.join('')}\n`)
    },
  }
}

const DIM = 2
const COLOURS: Readonly<Record<string, number>> = { info: 32, warn: 33, error: 31 } // ECMA-48, 8.3.117: green, yellow, red

function painted(text: string, colour: number): string {
  return `\u001b[${colour}m${text}\u001b[0m`
}

function plain(value: unknown): string {
  if (typeof value === 'string' && /^[!#-<>-~]+$/.test(value)) return value
  return visible(JSON.stringify(isError(value) ? summaryOf(value) : value))
}

/** Escapes characters that a terminal would obey, or that change the direction of text. */
export function visible(json: string): string {
  return json.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  )
}

interface DescribedError {
  readonly name: string
  readonly message: string
  readonly stack: string
  readonly cause?: unknown
}

function isError(value: unknown): value is DescribedError {
  const has = (name: string) => typeof (value as Entry)[name] === 'string'
  return typeof value === 'object' && value !== null && has('name') && has('message') && has('stack')
}

function summaryOf({ name, message, stack, cause }: DescribedError): string {
  const place = stack.split('\n').find((line) => line.trimStart().startsWith('at '))
  const why = isError(cause) ? `, because of ${cause.name}: ${cause.message}` : ''
  return `${name}: ${message}${why}${place === undefined ? '' : ` (${place.trim()})`}`
}
