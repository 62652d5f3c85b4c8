// The messages between the primary process and its workers.
import type { MetricsSnapshot } from './metrics.ts'

export type FromWorker =
  | { readonly poolhouse: 'ready'; readonly port: number }
  /** Please sum the metrics of all workers. */
  | { readonly poolhouse: 'sum-wanted'; readonly question: number }
  /** The metrics of this worker, as asked. */
  | { readonly poolhouse: 'snapshot'; readonly question: number; readonly snapshot: MetricsSnapshot }

export type FromPrimary =
  | { readonly poolhouse: 'stop' }
  /** Please read the certificate again. */
  | { readonly poolhouse: 'renew-certificate' }
  /** Asks for the worker's own metrics. */
  | { readonly poolhouse: 'snapshot-wanted'; readonly question: number }
  | { readonly poolhouse: 'sum'; readonly question: number; readonly text: string }

/** Other libraries send messages over the same channel. */
export function isFromWorker(message: unknown): message is FromWorker {
  return typeof message === 'object' && message !== null && 'poolhouse' in message
}

export function isFromPrimary(message: unknown): message is FromPrimary {
  return typeof message === 'object' && message !== null && 'poolhouse' in message
}
