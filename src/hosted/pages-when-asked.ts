import type { HostedParts } from './hosted-app.ts'
import type { PageEnvironment } from './pages/page-environment.ts'

/** The pages of the server, as its listener calls them. */
export interface Pages {
  fetch(request: Request, bindings: PageEnvironment['Bindings']): Promise<Response>
}

/** Loads the pages for the first browser that asks: the server is ready sooner without them. */
export function pagesWhenAsked(parts: HostedParts): Pages {
  let loading: Promise<Pages> | undefined
  return {
    async fetch(request, bindings) {
      loading ??= load(parts)
      return (await loading).fetch(request, bindings)
    },
  }
}

/** The pages of the pools' domains, and those of the server for all other requests. */
async function load(parts: HostedParts): Promise<Pages> {
  const [{ hostedApp }, { domainPages }] = await Promise.all([
    import('./hosted-app.ts'),
    import('./domains/serve-domains.ts'),
  ])
  const app = hostedApp(parts)
  const answerDomain = domainPages(parts.world, parts.publicUrl)
  return {
    fetch: async (request, bindings) =>
      (await answerDomain(request, bindings)) ?? app.fetch(request, bindings),
  }
}
