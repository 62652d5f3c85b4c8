/** The result of importing a row. */
export interface RowOutcome {
  readonly result: 'FAILED' | 'SKIPPED' | 'SUCCEEDED'
  readonly reason: string
}

export const succeeded: RowOutcome = { result: 'SUCCEEDED', reason: 'The import succeeded.' }

export const skipped: RowOutcome = { result: 'SKIPPED', reason: 'The user already exists.' }

export const failed = (reason: string): RowOutcome => ({ result: 'FAILED', reason })

/** AWS: a line of the job's log. */
export function logEntry(line: number, { result, reason }: RowOutcome): string {
  return `[${result}] Line Number ${line} - ${reason}`
}
