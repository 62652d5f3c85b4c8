/** A line's resource exists already, or the one that it belongs to is missing. Shown to the operator, with the id. */
export class ImportClash extends Error {
  override readonly name = 'ImportClash'
}

/** @param line what errors call the line */
export const alreadyExists = (line: string) =>
  new ImportClash(`${line} already exists (--skip-existing keeps it and imports the rest)`)

/** @param line what errors call the line */
export const ownerMissing = (line: string) =>
  new ImportClash(`${line} belongs to something that is neither in the file nor in the database`)
