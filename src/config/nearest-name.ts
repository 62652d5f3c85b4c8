/** The name most like `wrong`, if one is like enough to be what was meant. Case and punctuation don't count. */
export function nearestName(wrong: string, names: readonly string[]): string | undefined {
  const plain = lettersOf(wrong)
  const [best] = names
    .map((name) => ({ name, distance: distance(plain, lettersOf(name)) }))
    .sort((a, b) => a.distance - b.distance)
  return best && best.distance <= Math.max(1, plain.length / 3) ? best.name : undefined
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** The least number of letters to insert, drop, change or swap with the next (optimal string alignment). */
function distance(a: string, b: string): number {
  let [former, row] = [[] as number[], Array.from({ length: b.length + 1 }, (_, index) => index)]
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1)
      const swapped = i > 0 && j > 0 && letter === b[j - 1] && a[i - 1] === other
      const swap = swapped ? (former[j - 1] ?? 0) + 1 : changed
      next.push(Math.min(changed, swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    ;[former, row] = [row, next]
  }
  return row[b.length] ?? 0
}
