import type { IncomingMessage, ServerResponse } from 'node:http'

/** What the pages are told besides the request: Hono's bindings. */
export interface PageBindings {
  readonly remoteAddress: string
  readonly secure: boolean
}

/** A Hono app, or anything else that answers the way `fetch` asks. */
export interface Pages {
  fetch(request: Request, bindings: PageBindings): Response | Promise<Response>
}

export type PagesListener = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  body: Buffer,
  bindings: PageBindings,
) => Promise<void>

/** Lets the pages answer; their exceptions go to `onError`, which says what to tell the caller. */
export function pagesListener(pages: Pages, onError: (error: unknown) => Response): PagesListener {
  return async (incoming, outgoing, body, bindings) => {
    const { getRequestListener } = await import('@hono/node-server') // at the first page: the start is quicker so
    // The adapter takes a body that was read before, and so under our limit, from this member.
    Object.assign(incoming, { rawBody: body })
    const listen = getRequestListener(async (request) => pages.fetch(request, bindings), {
      overrideGlobalObjects: false,
      errorHandler: onError,
    })
    await listen(incoming, outgoing)
  }
}
