import type { SecurityPolicy } from '../domain/domains/user-pool-domain.ts'
import { securityPolicies } from './domains/security-policies.ts'
import type { HostedParts } from './hosted-app.ts'
import type { PageAnswer, PageEnvironment, PageRequest } from './pages/page-environment.ts'

/** The pages of the server, as its listener calls them. */
export interface Pages {
  answer(request: PageRequest, bindings: PageEnvironment['Bindings']): Promise<PageAnswer>
  /** What the custom domain of this name demands of connections; undefined for other names. */
  policyOf(name: string): Promise<SecurityPolicy | undefined>
}

/** Loads the pages for the first browser that asks: the server is ready sooner without them. */
export function pagesWhenAsked(parts: HostedParts): Pages {
  const { storage, domainLocator, clock } = parts.world
  let loading: Promise<Pick<Pages, 'answer'>> | undefined
  return {
    policyOf: securityPolicies(storage.stores, domainLocator, clock),
    async answer(request, bindings) {
      loading ??= load(parts)
      return (await loading).answer(request, bindings)
    },
  }
}

/** The pages of the pools' domains, and those of the server for all other requests. */
async function load(parts: HostedParts): Promise<Pick<Pages, 'answer'>> {
  const [{ hostedApp }, { domainPages }] = await Promise.all([
    import('./hosted-app.ts'),
    import('./domains/serve-domains.ts'),
  ])
  const app = hostedApp(parts)
  const answerDomain = domainPages(parts.world, parts.publicUrl)
  return {
    answer: async (request, bindings) =>
      (await answerDomain(request, bindings)) ??
      fromApp(request, await app.fetch(requestOf(request), bindings)),
  }
}

const DOCUMENTS = ['/.well-known/jwks.json', '/.well-known/openid-configuration']

function requestOf({ url, method, headers, body }: PageRequest): Request {
  const hasBody = method !== 'GET' && method !== 'HEAD' && body.length > 0
  return new Request(url, {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    body: hasBody ? new Uint8Array(body) : null,
  })
}

/** The answer of the server's own pages, with the name of the document if it is one of a pool. */
async function fromApp({ url, method }: PageRequest, response: Response): Promise<PageAnswer> {
  const { pathname } = url
  const name = method === 'GET' && response.ok ? DOCUMENTS.find((path) => pathname.endsWith(path)) : undefined
  return {
    status: response.status,
    headers: [...response.headers].filter(([header]) => header !== 'set-cookie'),
    cookies: response.headers.getSetCookie(),
    body: new Uint8Array(await response.arrayBuffer()),
    ...(name !== undefined && { endpoint: `GET ${name}` }),
  }
}
