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

export interface PageAnswer {
  readonly response: Response
  /** What was asked of a domain or for a pool, for metrics: one of a few dozen texts. */
  readonly endpoint?: string
}

export function showPage(context: Context<PageEnvironment>, page: Html, status: 200 | 401 = 200) {
  for (const [name, value] of Object.entries(PAGE_HEADERS)) context.header(name, value)
  return context.html(page, status)
}
