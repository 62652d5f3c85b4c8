import type { HostedParts } from './hosted-app.ts'

/** The pages of the server, as its listener calls them. */
interface Pages {
  fetch(request: Request): Response | Promise<Response>
}

/** Loads the pages for the first browser that asks: the server is ready sooner without them. */
export function pagesWhenAsked(parts: HostedParts): Pages {
  let loading: Promise<Pages> | undefined
  return {
    async fetch(...request) {
      loading ??= import('./hosted-app.ts').then(({ hostedApp }) => hostedApp(parts))
      return (await loading).fetch(...request)
    },
  }
}
