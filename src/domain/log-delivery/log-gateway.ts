/** Hands log entries over to where the operator's configuration says that a destination is. */
export interface LogGateway {
  /** Whether anything is configured for any destination. */
  readonly hasDestinations: boolean
  /** Whether anything is configured for the destination. If not, its entries are not kept. */
  delivers(arn: string): boolean
  /**
   * Hands over entries of one pool, each a JSON text. Rejects if it failed; then they may have been handed over in part.
   */
  deliver(batch: LogBatch): Promise<void>
  close(): void
}

export interface LogBatch {
  readonly arn: string
  readonly userPoolId: string
  readonly entries: readonly LogText[]
}

export interface LogText {
  readonly id: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly text: string
}
