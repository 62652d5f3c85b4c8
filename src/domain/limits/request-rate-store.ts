/** What all nodes that share a database have leased of each second's requests. */
export interface RequestRateStore {
  /** Adds to what is leased of one subject's second (counted from 1970) and answers the sum. */
  lease(second: number, subject: string, requests: number): Promise<number>
  /** Forgets the seconds before. Answers how many rows those were. */
  deleteBefore(second: number): Promise<number>
}
