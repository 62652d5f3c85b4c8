/**
 * The text of a claim. AWS: several values become one text, `[a, b]`, each encoded as in a form; an object becomes JSON.
 * Undefined where the claim is absent or null.
 */
export function claimText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return `[${value.map((item) => encoded(claimText(item) ?? '')).join(', ')}]`
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** `application/x-www-form-urlencoded`: all but letters, digits and `. - * _`. */
function encoded(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1)
}
