/** What follows the last of the separators in a text. */
export function lastWord(text: string, separators: readonly string[]): string {
  return text.slice(Math.max(...separators.map((sign) => text.lastIndexOf(sign))) + 1)
}
