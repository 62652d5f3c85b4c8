import type { HostedParts } from './hosted-app.ts'
import type { PageAnswer, PageEnvironment } from './pages/page-environment.ts'

/** The pages of the server, as its listener calls them. */
export interface Pages {
  answer(request: Request, bindings: PageEnvironment['Bindings']): Promise<PageAnswer>
}

/** Loads the pages for the first browser that asks: the server is ready sooner without them. */
export function pagesWhenAsked(parts: HostedParts): Pages {
  let loading: Promise<Pages> | undefined
  return {
    async answer(request, bindings) {
      loading ??= load(parts)
      return (await loading).answer(request, bindings)
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
    answer: async (request, bindings) =>
      (await answerDomain(request, bindings)) ?? document(request, await app.fetch(request, bindings)),
  }
}

const DOCUMENTS = ['/.well-known/jwks.json', '/.well-known/openid-configuration']

/** The answer of the server's own pages, with the name of the document if it is one of a pool. */
function document({ url, method }: Request, response: Response): PageAnswer {
  const name = method === 'GET' && response.ok ? DOCUMENTS.find((path) => url.endsWith(path)) : undefined
  return { response, ...(name !== undefined && { endpoint: `GET ${name}` }) }
}
