/** The name most like `wrong`, if one is like enough to be what was meant. */
export function nearestName(wrong: string, names: readonly string[]): string | undefined {
  const plain = wrong.toLowerCase().replace(/[^a-z0-9]/g, '')
  const [best] = names
    .map((name) => ({ name, distance: distance(plain, name.replace(/[^a-z0-9]/g, '')) }))
    .sort((a, b) => a.distance - b.distance)
  return best && best.distance <= Math.max(1, plain.length / 3) ? best.name : undefined
}

/** Levenshtein's distance: the least number of letters to insert, drop or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
