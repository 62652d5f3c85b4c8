/** Whether the text has at least `min` Unicode code points, counted only where the length leaves it open. */
export function hasAtLeast(text: string, min: number): boolean {
  if (text.length < min) return false
  return text.length >= 2 * min || codePoints(text) >= min
}

/** Whether the text has at most `max` Unicode code points. */
export function hasAtMost(text: string, max: number): boolean {
  if (text.length <= max) return true
  return text.length <= 2 * max && codePoints(text) <= max
}

function codePoints(text: string): number {
  let count = text.length
  for (let i = 0; i + 1 < text.length; i++) {
    if (isHigh(text.charCodeAt(i)) && isLow(text.charCodeAt(i + 1))) {
      count--
      i++
    }
  }
  return count
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
