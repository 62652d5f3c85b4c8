import { setBounded } from './set-bounded.ts'

/**
 * Caches the results of `make` for the last `limit` new keys; the oldest is dropped first. Undefined results are not
 * cached.
 */
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
