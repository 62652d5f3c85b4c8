/**
 * A declared resource cannot be created because another one has its id. For the operator, never for callers of the API.
 */
export class SeedConflict extends Error {
  override readonly name = 'SeedConflict'
}
