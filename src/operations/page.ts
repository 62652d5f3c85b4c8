import { ServiceError } from '../contract/service-error.ts'
import type { PageTokens } from './page-tokens.ts'

/** AWS: how many entries a page has where the caller states no limit. */
const FULL_PAGE = 60

export interface PageRequest<Entry, Key> {
  readonly tokens: PageTokens
  /** Names the list and all that narrows it: a token serves no other query. */
  readonly query: readonly unknown[]
  readonly token: string | undefined
  readonly limit: number | undefined
  /** Where it is not {@link invalidPageToken}. */
  invalidToken?(): ServiceError
  /** At most `limit` entries from behind `after`. */
  read(limit: number, after?: Key): Promise<readonly Entry[]>
  keyOf(entry: Entry): Key
}

export interface Page<Entry> {
  readonly entries: readonly Entry[]
  /** Absent on the last page, which is never empty after a full one. */
  readonly nextToken: string | undefined
}

/** One page of a list that goes by key. Reads one entry more than it shows, to know whether another page follows. */
export async function pageOf<Entry, Key>(request: PageRequest<Entry, Key>): Promise<Page<Entry>> {
  const { tokens, query, token } = request
  const limit = request.limit || FULL_PAGE
  const after = token === undefined ? undefined : (tokens.open(query, token) as Key | undefined)
  if (token !== undefined && after === undefined) throw (request.invalidToken ?? invalidPageToken)()
  const found = await request.read(limit + 1, after)
  const entries = found.slice(0, limit)
  const last = found.length > limit ? entries.at(-1) : undefined
  return { entries, nextToken: last && tokens.seal(query, request.keyOf(last)) }
}

/** Recorded on the lists of groups (docs/deviations.md, "page token of a list"). */
export const invalidPageToken = () =>
  new ServiceError(
    'InvalidParameterException',
    'Provided pagination token is invalid. Check the token and try your request again.',
  )
