// The service runs on Java, and returns much of its data in the order in which Java's hash tables iterate. That order
// only depends on the texts, so we can compute it.

/** Java: String.hashCode, a signed 32-bit integer. */
export function javaHashCode(text: string): number {
  let hash = 0
  for (let index = 0; index < text.length; index++) hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0
  return hash
}

const SMALLEST_TABLE = 16
const LOAD_FACTOR = 0.75

/**
 * The distinct texts in the order of a `HashSet` to which they were added one by one: by the lowest bits of their
 * spread hashes, and within a bucket in order of insertion.
 */
export function inHashSetOrder<Text extends string>(texts: readonly Text[]): Text[] {
  const distinct = [...new Set(texts)]
  let buckets = SMALLEST_TABLE
  while (distinct.length > buckets * LOAD_FACTOR) buckets *= 2
  return byBucket(distinct, (hash) => (hash ^ (hash >>> 16)) & (buckets - 1))
}

/** The texts in the order of a table with this many buckets that uses the lowest bits of unspread hashes. */
export function inTableOrder<Text extends string>(texts: readonly Text[], buckets: number): Text[] {
  return byBucket(texts, (hash) => hash & (buckets - 1))
}

function byBucket<Text extends string>(texts: readonly Text[], bucketOf: (hash: number) => number): Text[] {
  const placed = texts.map((text) => ({ text, bucket: bucketOf(javaHashCode(text)) }))
  return placed.sort((a, b) => a.bucket - b.bucket).map(({ text }) => text) // stable, so ties keep their order
}
