// What the primary process and its workers tell each other.

export type FromWorker =
  | { readonly poolhouse: 'ready'; readonly port: number }
  | { readonly poolhouse: 'metrics-wanted'; readonly question: number }

export type FromPrimary =
  | { readonly poolhouse: 'stop' }
  | { readonly poolhouse: 'metrics'; readonly question: number; readonly text: string }

/** Other libraries send messages over the same channel. */
export function isFromWorker(message: unknown): message is FromWorker {
  return typeof message === 'object' && message !== null && 'poolhouse' in message
}

export function isFromPrimary(message: unknown): message is FromPrimary {
  return typeof message === 'object' && message !== null && 'poolhouse' in message
}
