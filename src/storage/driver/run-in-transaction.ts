import type { Queries } from './database.ts'

/**
 * Runs `work` with the queries of an open transaction and keeps the rules that both dialects share: no statement after
 * a failed one (PostgreSQL ignores them), none after the end (it would go astray), no commit if one failed.
 */
export async function runInTransaction<T>(
  inner: Queries,
  work: (queries: Queries) => Promise<T>,
): Promise<T> {
  let ended = false
  let failure: { readonly error: unknown } | undefined

  function failed(error: unknown): void {
    failure ??= { error }
  }

  /** Not an async function: it would add a promise to each statement (docs/benchmark.md). */
  function guarded<U>(step: () => Promise<U>): Promise<U> {
    if (ended)
      return Promise.reject(new Error('The transaction has ended: a statement of it was not awaited'))
    if (failure !== undefined) return Promise.reject(failure.error)
    const answer = step()
    answer.catch(failed) // runs before the caller's own handler
    return answer
  }

  let result: T
  try {
    result = await work({
      dialect: inner.dialect,
      forUpdate: inner.forUpdate,
      all: (sql, ...values) => guarded(() => inner.all(sql, ...values)),
      first: (sql, ...values) => guarded(() => inner.first(sql, ...values)),
      run: (sql, ...values) => guarded(() => inner.run(sql, ...values)),
      script: (sql) => guarded(() => inner.script(sql)),
    })
  } finally {
    ended = true
  }
  if (failure !== undefined) throw (failure as { readonly error: unknown }).error
  return result
}
