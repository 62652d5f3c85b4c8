/** What is counted besides requests. `src/server/metrics.ts` says how /metrics shows it. */
export type TallyName =
  | 'guesses_refused'
  | 'message_tries'
  | 'messages_undelivered'
  | 'messages_withheld'
  | 'trigger_calls'

/** Counts events for /metrics. Label values must be few. */
export interface Tally {
  count(name: TallyName, labels: Readonly<Record<string, string>>): void
}

export const noTally: Tally = { count() {} }
