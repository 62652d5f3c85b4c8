import { setBounded } from './set-bounded.ts'

/** Remembers what `make` answered for the last `limit` new keys; the oldest goes first. Undefined is made anew. */
export function boundedCache<Key, Value>(limit: number, make: (key: Key) => Value): (key: Key) => Value {
  const kept = new Map<Key, Value>()
  return (key) => {
    let value = kept.get(key)
    if (value === undefined) {
      value = make(key)
      if (value !== undefined) setBounded(kept, limit, key, value)
    }
    return value
  }
}
