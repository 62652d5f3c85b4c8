import fc from 'fast-check'

const SURROGATES = { first: 0xd800, count: 0x800 }

/**
 * The same characters as the unit `binary` of fast-check, which spends seconds on a table of all of them. Numbers stand for
 * the code points without the surrogates.
 */
export const ANY_CHARACTER: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 0x10ffff - SURROGATES.count })
  .map(
    (number) => String.fromCodePoint(number < SURROGATES.first ? number : number + SURROGATES.count),
    numberOf,
  )

/** Throws for all else, so that fast-check knows what may come of this unit. */
function numberOf(text: unknown): number {
  const [point, ...more] =
    typeof text === 'string' ? Array.from(text, (character) => character.codePointAt(0)) : []
  if (point === undefined || more.length > 0) throw new Error('not a character')
  return point < SURROGATES.first ? point : point - SURROGATES.count
}
