/**
 * The text of a claim. AWS: several values become one text, `[a, b]`, each encoded as in a form; an object becomes JSON.
 * Undefined where the claim is absent or null.
 */
export function claimText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value)) return plainText(value)
  return `[${encoded(value.map((item) => plainText(item ?? ''))).join(', ')}]`
}

/** A list within a list becomes JSON: encoded at each level, its text would grow with the square of its depth. */
function plainText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** `application/x-www-form-urlencoded`: all but letters, digits and `. - * _`. */
function encoded(texts: readonly string[]): string[] {
  if (texts.length === 0) return []
  const form = new URLSearchParams(texts.map((text): [string, string] => ['', text])).toString() // `=a&=b`
  return form.slice(1).split('&=')
}
