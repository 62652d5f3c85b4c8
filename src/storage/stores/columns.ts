/** A list of columns with each name behind an alias: `a, b` becomes `x.a, x.b`. */
export function prefixed(columns: string, alias: string): string {
  return columns
    .split(', ')
    .map((column) => `${alias}.${column}`)
    .join(', ')
}
