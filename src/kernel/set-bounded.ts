/** Sets an entry of a map that holds `limit` of them at most: the one that was set longest ago goes first. */
export function setBounded<Key, Value>(map: Map<Key, Value>, limit: number, key: Key, value: Value): void {
  map.delete(key) // a Map iterates in the order of insertion
  if (map.size >= limit) map.delete(map.keys().next().value as Key)
  map.set(key, value)
}
