import { impliedRedirectUri } from '../../clients/redirect-urls.ts'
import type { PoolClient } from '../../pool-clients/pool-client-store.ts'
import { requestedScopes, scopesIn } from '../../scopes/requested-scopes.ts'
import type { Stores } from '../../stores.ts'
import type { AuthorizationRequest, PageRefusal, Refusal } from './authorization-request.ts'
import { chooseProvider, type ProviderChoice } from './choose-provider.ts'
import { isCodeChallenge } from './code-challenge.ts'
import { CLIENT_UNKNOWN, NO_LOGIN_OPTION, notPresent } from './page-descriptions.ts'
import { isResource } from './resource-indicator.ts'

/** What the rules look at. */
interface Asked {
  /** The first value of a parameter; undefined if there is none, or an empty one (RFC 6749, section 3.1). */
  value(name: string): string | undefined
  /** Whether a parameter comes more than once. */
  isRepeated(name: string): boolean
}

interface AskedOfClient extends Asked {
  readonly client: PoolClient['client']
  readonly redirectUri: string
  /** Undefined if the client offers no such way to sign in. */
  readonly choice: ProviderChoice | undefined
}

interface Rule<Facts> {
  readonly error: string
  readonly description?: string
  isBroken(facts: Facts): boolean
}

const PARAMETERS = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'resource',
  'prompt',
  'max_age',
  'acr_values',
  'login_hint',
  'identity_provider',
  'idp_identifier',
]

/** What is wrong before the client is known. */
const BEFORE_CLIENT: ReadonlyArray<Rule<Asked>> = [
  {
    error: 'invalid_request',
    description: notPresent('client_id'),
    isBroken: ({ value }) => value('client_id') === undefined,
  },
  { error: 'invalid_request', isBroken: ({ isRepeated }) => isRepeated('client_id') },
]

const NO_CHOICE: Rule<AskedOfClient> = {
  error: 'invalid_request',
  description: NO_LOGIN_OPTION,
  isBroken: ({ choice }) => choice === undefined,
}

/** What keeps a browser from being redirected to the client. In the order in which it is looked at. */
const BEFORE_REDIRECT: ReadonlyArray<Rule<AskedOfClient>> = [
  {
    error: 'unauthorized_client',
    isBroken: ({ client }) => !client.settings.allowedOAuthFlowsUserPoolClient,
  },
  {
    error: 'invalid_request',
    description: notPresent('redirect_uri'),
    isBroken: ({ redirectUri }) => redirectUri === '',
  },
  { error: 'invalid_request', isBroken: ({ isRepeated }) => isRepeated('redirect_uri') },
  {
    error: 'redirect_mismatch', // AWS: compared as a text, so that each character counts
    isBroken: ({ client, redirectUri }) => !client.settings.callbackURLs?.includes(redirectUri),
  },
  NO_CHOICE,
]

/** What is reported to the client. In the order in which it is looked at. */
const AT_CLIENT: ReadonlyArray<Rule<AskedOfClient>> = [
  { error: 'invalid_request', isBroken: ({ isRepeated }) => PARAMETERS.some(isRepeated) },
  { error: 'invalid_request', isBroken: ({ value }) => flowOf(value('response_type')) === undefined },
  { error: 'invalid_request', description: 'unauthorized_client', isBroken: hasNotTheFlow },
  {
    error: 'invalid_request',
    isBroken: ({ value }) => !isCodeChallenge(value('code_challenge'), value('code_challenge_method')),
  },
  { error: 'invalid_request', description: 'invalid_scope', isBroken: exceedsScopes },
  { error: 'invalid_request', isBroken: ({ value }) => !isResource(value('resource')) },
  { error: 'invalid_request', isBroken: ({ value }) => !isAge(value('max_age')) },
  {
    error: 'invalid_request', // OpenID Connect Core, section 3.1.2.1
    isBroken: ({ value }) =>
      promptsIn(value('prompt')).includes('none') && promptsIn(value('prompt')).length > 1,
  },
]

/**
 * Checks the parameters of `/oauth2/authorize` and of `/login`, which takes the same.
 * @param userPoolId of the pool that the domain of the request belongs to
 * @param users whom the page is for: the pool's own users, or those of identity providers, too
 */
export async function checkAuthorizationRequest(
  stores: Pick<Stores, 'identityProviders' | 'poolClients'>,
  userPoolId: string,
  parameters: URLSearchParams,
  users: 'own' | 'any' = 'own',
): Promise<AuthorizationRequest | Refusal> {
  const asked: Asked = {
    value: (name) => parameters.get(name) || undefined,
    isRepeated: (name) => parameters.getAll(name).length > 1,
  }
  const clientId = asked.value('client_id') ?? ''
  const early = BEFORE_CLIENT.find(({ isBroken }) => isBroken(asked))
  if (early) return onPage(early, clientId)
  const found = await stores.poolClients.find(clientId)
  if (found?.pool.id !== userPoolId) {
    return onPage({ error: 'invalid_request', description: CLIENT_UNKNOWN }, clientId)
  }
  const name = asked.value('identity_provider')
  const choice = await chooseProvider(stores, found, { name, identifier: asked.value('idp_identifier') })
  return checkOfClient(asked, found, users === 'any' || choice?.ownUsers ? choice : undefined)
}

function checkOfClient(
  asked: Asked,
  found: PoolClient,
  choice: ProviderChoice | undefined,
): AuthorizationRequest | Refusal {
  const { client } = found
  const redirectUri = asked.value('redirect_uri') ?? impliedRedirectUri(client.settings) ?? ''
  const facts: AskedOfClient = { ...asked, client, redirectUri, choice }
  const untrusted = BEFORE_REDIRECT.find(({ isBroken }) => isBroken(facts))
  if (untrusted || !choice) return onPage(untrusted ?? NO_CHOICE, client.id)
  const { value } = asked
  const broken = AT_CLIENT.find(({ isBroken }) => isBroken(facts))
  if (broken) {
    return {
      kind: 'redirect',
      redirectUri,
      place: value('response_type') === 'token' ? 'fragment' : 'query',
      error: broken.error,
      description: broken.description,
      state: value('state'),
    }
  }
  const maxAge = value('max_age')
  return {
    ...found,
    ...choice,
    responseType: value('response_type') === 'token' ? 'token' : 'code',
    redirectUri,
    scopes: requestedScopes(client.settings, value('scope')),
    state: value('state'),
    nonce: value('nonce'),
    codeChallenge: value('code_challenge'),
    resource: value('resource'),
    prompts: promptsIn(value('prompt')),
    maxAge: maxAge === undefined ? undefined : Number(maxAge),
    acrValues: value('acr_values'),
    loginHint: value('login_hint'),
  }
}

function onPage({ error, description }: Omit<Rule<never>, 'isBroken'>, clientId: string): PageRefusal {
  return { kind: 'page', error, description, clientId: clientId || undefined }
}

function flowOf(responseType: string | undefined): 'code' | 'implicit' | undefined {
  if (responseType === 'code') return 'code'
  return responseType === 'token' ? 'implicit' : undefined
}

function hasNotTheFlow({ client, value }: AskedOfClient): boolean {
  const flow = flowOf(value('response_type'))
  return flow === undefined || !client.settings.allowedOAuthFlows?.includes(flow)
}

function exceedsScopes({ client, value }: AskedOfClient): boolean {
  const { allowedOAuthScopes = [] } = client.settings
  return (scopesIn(value('scope')) ?? []).some((scope) => !allowedOAuthScopes.includes(scope))
}

function promptsIn(text: string | undefined): string[] {
  return (text ?? '').split(' ').filter((prompt) => prompt !== '')
}

function isAge(text: string | undefined): boolean {
  return text === undefined || /^\d{1,9}$/.test(text)
}
