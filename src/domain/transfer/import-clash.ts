/** Something is there already, or not there at all. Shown to the operator, with the id that it is about. */
export class ImportClash extends Error {
  override readonly name = 'ImportClash'
}

/** @param line how errors call the line */
export const isThere = (line: string) =>
  new ImportClash(
    `${line} clashes with what is there already (--skip-existing leaves that, and imports the rest)`,
  )

/** @param line how errors call the line */
export const belongsNowhere = (line: string) =>
  new ImportClash(`${line} belongs to what is neither in the file nor in the database`)
