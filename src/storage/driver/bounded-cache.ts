import { setBounded } from '../../kernel/set-bounded.ts'

/** Remembers what `make` answered for the last `limit` new keys; the oldest goes first. */
export function boundedCache<Value>(limit: number, make: (key: string) => Value): (key: string) => Value {
  const kept = new Map<string, Value>()
  return (key) => {
    let value = kept.get(key)
    if (value === undefined) {
      value = make(key)
      setBounded(kept, limit, key, value)
    }
    return value
  }
}
