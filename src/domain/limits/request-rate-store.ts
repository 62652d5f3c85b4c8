/** The requests of each second that the nodes of one database have leased. */
export interface RequestRateStore {
  /** Adds to the leased requests of one subject's second (counted from 1970). Returns the sum. */
  lease(second: number, subject: string, requests: number): Promise<number>
  /** Deletes earlier seconds. Returns the number of rows. */
  deleteBefore(second: number): Promise<number>
}
