const FIRST = 100
const MOST = 10_000
/** A worker that lived this long did not crash at its start: the count begins again. */
const HEALTHY = 30_000

/** How long to wait before a worker is replaced, doubling with each crash in a row. Times in milliseconds. */
export function restartDelay(crashes: number, lived: number): { crashes: number; milliseconds: number } {
  const before = lived >= HEALTHY ? 0 : crashes
  return { crashes: before + 1, milliseconds: Math.min(FIRST * 2 ** before, MOST) }
}
