/**
 * The values of a row. AWS: there are no quotes, a comma within a value is written `\,`, and white space around values
 * does not count. A backslash before anything else stands for itself.
 */
export function splitRow(row: string): string[] {
  return row.split(/(?<!\\),/).map((value) => value.replaceAll('\\,', ',').trim())
}
