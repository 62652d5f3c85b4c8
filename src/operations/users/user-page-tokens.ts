import { ServiceError } from '../../contract/service-error.ts'
import type { UserPageKey } from '../../domain/users/user-store.ts'
import { HOUR, type Instant } from '../../kernel/clock.ts'
import type { PageTokens } from '../page-tokens.ts'

/** AWS: "Searching for and examining users": a token is good for an hour. */
const LIFETIME = HOUR

interface Paging {
  readonly pageTokens: PageTokens
  readonly now: Instant
}

type Content = readonly [key: UserPageKey, issuedAt: Instant]

export function userPageToken(
  { pageTokens, now }: Paging,
  query: readonly unknown[],
  key: UserPageKey,
): string {
  const content: Content = [key, now]
  return pageTokens.seal(query, content)
}

/**
 * Where the page begins that a token asks for: at the start of the list if there is none.
 * @throws InvalidParameterException for a token that is not one of this list, or too old
 */
export function userPageStart(
  { pageTokens, now }: Paging,
  query: readonly unknown[],
  token: string | undefined,
): UserPageKey | undefined {
  if (token === undefined) return undefined
  const content = pageTokens.open(query, token) as Content | undefined // sealed: it is what we wrote
  if (!content || now > content[1] + LIFETIME) throw invalidPaginationToken()
  return content[0]
}

const invalidPaginationToken = () =>
  new ServiceError('InvalidParameterException', 'Invalid pagination token.')
