import type { MovedRecord } from './export-record.ts'

/** Something is there already, or not there at all. Told to the operator, with the id that it is about. */
export class ImportClash extends Error {
  override readonly name = 'ImportClash'
}

export const isThere = (record: MovedRecord) =>
  new ImportClash(
    `${named(record)} clashes with what is there already (--skip-existing leaves that, and imports the rest)`,
  )

export const belongsNowhere = (record: MovedRecord) =>
  new ImportClash(`${named(record)} belongs to what is neither in the file nor in the database`)

function named(record: MovedRecord): string {
  switch (record.type) {
    case 'user-pool':
      return `user pool ${record.id}`
    case 'client':
    case 'signing-key':
      return `${record.type} ${record.id} of user pool ${record.userPoolId}`
    case 'group':
      return `group ${record.name} of user pool ${record.userPoolId}`
    default:
      return `${record.type} ${record.sub} of user pool ${record.userPoolId}`
  }
}
