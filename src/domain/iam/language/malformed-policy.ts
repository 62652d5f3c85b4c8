/**
 * A policy document that breaks the policy grammar. For the operator who wrote the policy, never for callers of the
 * API. `path` is the place in the document, for example `Statement[0].Action[2]`.
 */
export class MalformedPolicy extends Error {
  override readonly name = 'MalformedPolicy'
  readonly path: string
  readonly reason: string

  constructor(path: string, reason: string) {
    super(`${path === '' ? 'The policy' : path} ${reason}`)
    this.path = path
    this.reason = reason
  }
}
