/** A place in an uploaded file, at the beginning of a row. */
export interface FilePosition {
  /** From 0. */
  readonly byte: number
  /** From 1, which is the header. */
  readonly line: number
}

export const START_OF_FILE: FilePosition = { byte: 0, line: 1 }
