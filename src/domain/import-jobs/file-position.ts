/** The beginning of a row in an uploaded file. */
export interface FilePosition {
  /** Counted from 0. */
  readonly byte: number
  /** Counted from 1, which is the header. */
  readonly line: number
}

export const START_OF_FILE: FilePosition = { byte: 0, line: 1 }
