/**
 * The values of a row. AWS: there are no quotes, a comma within a value is written `\,`, and white space around values
 * does not count. A backslash before anything else stands for itself.
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
