import type { Instant } from '../../kernel/clock.ts'

export interface ResourceServerScope {
  readonly name: string
  readonly description: string
}

/** An API that tokens of a pool give access to, with the scopes that it knows. */
export interface ResourceServer {
  readonly userPoolId: string
  /** A name or URL, unique in its pool. */
  readonly identifier: string
  readonly name: string
  readonly scopes: readonly ResourceServerScope[]
  readonly createdAt: Instant
  readonly modifiedAt: Instant
}

/** AWS: quotas, "Resource servers per user pool", adjustable. */
export const MAX_RESOURCE_SERVERS = 25

/** The names of the scopes as clients request them: `<identifier>/<scope>`. */
export function scopeNames({ identifier, scopes }: Pick<ResourceServer, 'identifier' | 'scopes'>): string[] {
  return scopes.map(({ name }) => `${identifier}/${name}`)
}
