// The service runs on Java, and much of what it lists comes in the order in which Java's hash tables happen to walk
// through their entries. That order follows from the texts alone, so it can be worked out.

/** Java: String.hashCode, a signed 32-bit integer. */
export function javaHashCode(text: string): number {
  let hash = 0
  for (let index = 0; index < text.length; index++) hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0
  return hash
}

const SMALLEST_TABLE = 16
const LOAD_FACTOR = 0.75

/**
 * The texts, each once, in the order of a `HashSet` that they were added to one by one: by the lowest bits of their
 * spread hashes, in one bucket as they came.
 */
export function inHashSetOrder<Text extends string>(texts: readonly Text[]): Text[] {
  const distinct = [...new Set(texts)]
  let buckets = SMALLEST_TABLE
  while (distinct.length > buckets * LOAD_FACTOR) buckets *= 2
  return byBucket(distinct, (hash) => (hash ^ (hash >>> 16)) & (buckets - 1))
}

/** The texts in the order of a table of so many buckets that takes the lowest bits of hashes as they are. */
export function inTableOrder<Text extends string>(texts: readonly Text[], buckets: number): Text[] {
  return byBucket(texts, (hash) => hash & (buckets - 1))
}

function byBucket<Text extends string>(texts: readonly Text[], bucketOf: (hash: number) => number): Text[] {
  const placed = texts.map((text) => ({ text, bucket: bucketOf(javaHashCode(text)) }))
  return placed.sort((a, b) => a.bucket - b.bucket).map(({ text }) => text) // stable, so ties stay as they came
}
