/** What was declared can't be, because something else has its id. Told to the operator, never to a caller of the API. */
export class SeedConflict extends Error {
  override readonly name = 'SeedConflict'
}
