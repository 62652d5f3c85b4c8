import type { Instant } from '../../kernel/clock.ts'

export type TermsName = 'privacy-policy' | 'terms-of-use'

/** The link to a document of a client, in each language that it has. */
export interface Terms {
  /** A UUID of version 4. */
  readonly id: string
  readonly userPoolId: string
  readonly clientId: string
  /** A client has at most one document of each name. */
  readonly name: TermsName
  /** URLs by language, such as `cognito:german`; `cognito:default` for all languages that are missing. */
  readonly links: Readonly<Record<string, string>>
  readonly createdAt: Instant
  readonly modifiedAt: Instant
}

/** AWS: quotas, "Terms documents". */
export const MAX_TERMS = 40
