export interface BoundedCache<Value> {
  (key: string): Value
  /** Remembers a value that is known without making it. */
  put(key: string, value: Value): void
}

/** Remembers what `make` answered for the last `limit` new keys; the oldest goes first. */
export function boundedCache<Value>(limit: number, make: (key: string) => Value): BoundedCache<Value> {
  const kept = new Map<string, Value>()

  function put(key: string, value: Value): void {
    if (kept.size >= limit) kept.delete(kept.keys().next().value as string)
    kept.set(key, value)
  }

  function get(key: string): Value {
    const known = kept.get(key)
    if (known !== undefined) return known
    const made = make(key)
    put(key, made)
    return made
  }

  return Object.assign(get, { put })
}
