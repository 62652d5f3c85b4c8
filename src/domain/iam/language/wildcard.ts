/** In a pattern: any run of characters, including none. */
export const ANY_RUN = -1
/** In a pattern: exactly one character. */
export const ANY_ONE = -2

/** UTF-16 code units, ANY_RUN and ANY_ONE. */
export type Pattern = readonly number[]

/**
 * Whether the pattern matches the whole text. Backtracks only to the latest run, since an earlier one could not match
 * more. The time is linear in the text for the patterns that policies contain, and at most the product of both lengths.
 */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  let at = 0
  let inText = 0
  let latestRun = -1
  let resumeAt = 0
  while (inText < text.length) {
    const token = pattern[at]
    if (token === ANY_RUN) {
      latestRun = at++
      resumeAt = inText
    } else if (token === ANY_ONE || token === text.charCodeAt(inText)) {
      at++
      inText++
    } else if (latestRun !== -1) {
      at = latestRun + 1
      inText = ++resumeAt
    } else {
      return false
    }
  }
  while (pattern[at] === ANY_RUN) at++
  return at === pattern.length
}
