import type { Context } from 'hono'
import { type Html, PAGE_HEADERS } from './layout.ts'

/** What the server passes to the pages with each request. */
export interface PageEnvironment {
  readonly Bindings: {
    readonly remoteAddress: string
    /** Whether the browser used https, as far as the server knows. */
    readonly secure: boolean
  }
}

/** A request to a page, whose address is well-formed. */
export interface PageRequest {
  readonly method: string
  readonly url: URL
  /** In order of arrival, with names in lower case. */
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>
  readonly body: Buffer
}

export interface PageAnswer {
  readonly status: number
  /** By name in lower case. */
  readonly headers: Iterable<readonly [name: string, value: string]>
  /** Values of `Set-Cookie`. */
  readonly cookies: readonly string[]
  readonly body: string | Uint8Array
  /** What was asked of a domain or for a pool, for metrics: one of a few dozen texts. */
  readonly endpoint?: string
}

export function showPage(context: Context<PageEnvironment>, page: Html, status: 200 | 400 | 401 = 200) {
  for (const [name, value] of Object.entries(PAGE_HEADERS)) context.header(name, value)
  return context.html(page, status)
}
