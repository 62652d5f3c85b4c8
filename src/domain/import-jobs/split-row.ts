/**
 * Splits a row into its values. AWS: there is no quoting; a comma in a value is written `\,`, and white space around
 * values is ignored. A backslash before any other character is kept.
 */
export function splitRow(row: string): string[] {
  const values: string[] = []
  let value = ''
  const parts = row.split(',')
  for (const [i, part] of parts.entries()) {
    const goesOn = part.endsWith('\\') && i < parts.length - 1
    value += goesOn ? `${part.slice(0, -1)},` : part
    if (goesOn) continue
    values.push(value.trim())
    value = ''
  }
  return values
}
