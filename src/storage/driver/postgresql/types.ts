import pg from 'pg'

/** How a value of this type is read: the portable set as on SQLite, anything else as the server's text. */
export function parserOf(type: number): (text: string) => unknown {
  return PARSERS.get(type) ?? asText
}

function asText(text: string): string {
  return text
}

function toInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value))
    throw new RangeError('The database answered a number that is no safe integer')
  return value
}

const { BOOL, BYTEA, INT2, INT4, INT8, NUMERIC } = pg.types.builtins

const PARSERS = new Map<number, (text: string) => unknown>([
  [BOOL, (text) => (text === 't' ? 1 : 0)],
  [BYTEA, pg.types.getTypeParser(BYTEA)],
  [INT2, toInteger],
  [INT4, toInteger],
  [INT8, toInteger],
  [NUMERIC, toInteger], // the sum of bigints
])
