import type { SqlValue } from './database.ts'
import { UnstorableText } from './database-errors.ts'

/** What both databases take alike. */
export type StorableValue = string | number | Uint8Array | null

/** Checks the values of a statement with `expected` placeholders and returns them in a form that both databases take. */
export function toStorable(values: readonly SqlValue[], expected: number): StorableValue[] {
  if (values.length !== expected) {
    throw new TypeError(`The statement has ${expected} placeholders and was given ${values.length} values`)
  }
  return values.map(toStorableValue)
}

function toStorableValue(value: SqlValue, index: number): StorableValue {
  switch (typeof value) {
    case 'string':
      if (value.includes('\0') || !value.isWellFormed()) throw new UnstorableText(index + 1)
      return value
    case 'number':
      // SQLite would store NaN as null and PostgreSQL would round a fraction to fit the column.
      if (!Number.isSafeInteger(value))
        throw new RangeError(`The number for $${index + 1} is no safe integer`)
      return value
    case 'boolean':
      return value ? 1 : 0
    case 'object':
      if (value === null || value instanceof Uint8Array) return value
  }
  throw new TypeError(`The value for $${index + 1} is of type ${typeof value}`)
}
