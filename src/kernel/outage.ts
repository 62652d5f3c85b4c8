/** Something that the server needs is not available: not a bug, and likely to pass. */
export class Outage extends Error {}

/** The database can only be read: it is a replica, and no primary takes changes. */
export class ReadOnly extends Outage {
  override readonly name = 'ReadOnly'
}

/** For a `catch`: throws every other error again. */
export function unlessReadOnly(error: unknown): undefined {
  if (!(error instanceof ReadOnly)) throw error
}
