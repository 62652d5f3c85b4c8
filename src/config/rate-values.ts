import { duration, type Read, WrongValue } from './values.ts'

const UNLIMITED = 'unlimited'

/** A whole number from 1, or the word `unlimited`: Infinity. No other text takes a limit away. */
export const limit: Read<number> = (text) => {
  if (text === UNLIMITED) return Number.POSITIVE_INFINITY
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new WrongValue('a whole number from 1 to 9999999, or unlimited')
  return Number(text)
}

/** Limits by name: `UserRead=500,UserList=unlimited`, or in the configuration file a mapping. */
export const limitsByName: Read<Readonly<Record<string, number>>> = (text) => {
  const figures = text.startsWith('{') ? mapping(text) : pairs(text)
  return Object.fromEntries(figures.map(([name, figure]) => [name, limit(figure)]))
}

function pairs(text: string): Array<readonly [string, string]> {
  return text.split(',').map((pair) => {
    const [, name, figure] = /^\s*([A-Za-z]+)\s*=\s*(\w+)\s*$/.exec(pair) ?? []
    if (name === undefined || figure === undefined) {
      throw new WrongValue('names with figures such as UserRead=500,UserList=unlimited')
    }
    return [name, figure]
  })
}

/** The configuration file's mapping comes as JSON whose scalars are texts. */
function mapping(text: string): Array<readonly [string, string]> {
  return Object.entries(JSON.parse(text) as Record<string, unknown>).map(([name, figure]) => [
    name,
    `${figure}`,
  ])
}

/** A span of at least a second: a span of zero would remove the limit without saying so. */
export const atLeastASecond: Read<number> = (text) => {
  const span = duration(text)
  if (span < 1000) throw new WrongValue('a span of time of at least 1s')
  return span
}
