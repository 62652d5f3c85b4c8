/** Stands in a pattern for any run of characters, the empty one included. */
export const ANY_RUN = -1
/** Stands in a pattern for exactly one character. */
export const ANY_ONE = -2

/** UTF-16 code units, ANY_RUN and ANY_ONE. */
export type Pattern = readonly number[]

/**
 * Does the pattern cover the whole text? Only the latest run is ever reconsidered, since an earlier one could gain
 * nothing: the work is linear in the text for what policies hold, and never more than the product of both lengths.
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
