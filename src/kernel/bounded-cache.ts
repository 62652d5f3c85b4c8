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

/** Sets an entry of a map with at most `limit` entries; drops the entry that was set longest ago. */
export function setBounded<Key, Value>(map: Map<Key, Value>, limit: number, key: Key, value: Value): void {
  map.delete(key) // a Map iterates in the order of insertion
  if (map.size >= limit) map.delete(map.keys().next().value as Key)
  map.set(key, value)
}
