/** Sets an entry of a map with at most `limit` entries; drops the entry that was set longest ago. */
export function setBounded<Key, Value>(map: Map<Key, Value>, limit: number, key: Key, value: Value): void {
  map.delete(key) // a Map iterates in the order of insertion
  if (map.size >= limit) map.delete(map.keys().next().value as Key)
  map.set(key, value)
}
