import assert from 'node:assert/strict'
import {
  AdminGetUserCommand,
  type CreateIdentityProviderCommandInput,
  type CreateUserPoolClientCommandInput,
  type CreateUserPoolCommandInput,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { createProvider } from '../../operations/identity-providers/providers.ts'
import type { Poolhouse } from '../../support/poolhouse.ts'
import {
  asking,
  type Browser,
  CODE_CLIENT,
  openBrowser,
  openSite,
  queryOf,
  type Site,
} from '../oauth/site.ts'
import type { Grant, OidcIdp } from './oidc-idp.ts'

export interface FederatedSettings {
  readonly pool?: Partial<CreateUserPoolCommandInput>
  readonly client?: Partial<CreateUserPoolClientCommandInput>
  readonly username?: string
  readonly provider?: Partial<CreateIdentityProviderCommandInput>
  readonly mapping?: Record<string, string>
  readonly details?: Record<string, string>
}

export const MAPPING = { email: 'mail', name: 'full_name' }

/** A pool with a domain, whose client takes the users of the pool and those of the provider `Idp`. */
export async function openFederated(
  house: Poolhouse,
  idp: Pick<OidcIdp, 'clientId' | 'issuer'> & Partial<Pick<OidcIdp, 'ready'>>,
  { pool, client, username, provider, mapping = MAPPING, details }: FederatedSettings = {},
): Promise<Site> {
  await idp.ready?.()
  const site = await openSite(house, { ...(pool && { pool }), ...(username && { username }) })
  const root = house.client()
  await createProvider(root, site.pool, 'Idp', {
    ProviderDetails: {
      client_id: idp.clientId,
      client_secret: 'secret at the provider',
      authorize_scopes: 'openid email',
      oidc_issuer: idp.issuer,
      attributes_request_method: 'GET',
      ...details,
    },
    AttributeMapping: mapping,
    ...provider,
  })
  await root.send(
    new UpdateUserPoolClientCommand({
      UserPoolId: site.pool,
      ClientId: site.clientId,
      ...CODE_CLIENT,
      SupportedIdentityProviders: ['COGNITO', 'Idp'],
      ...client,
    }),
  )
  return site
}

/** Where the browser is sent to. */
export function placeOf(response: Response): URL {
  assert.equal(response.status, 302, `${response.status}`)
  return new URL(response.headers.get('location') ?? '', 'http://relative')
}

/** Begins a sign-in at the provider and returns the address there. */
export async function begin(site: Site, browser: Browser, change: Record<string, string> = {}): Promise<URL> {
  const asked = asking(site, { identity_provider: 'Idp', ...change })
  return placeOf(await browser.get(`/oauth2/authorize${queryOf(asked)}`))
}

/** Signs in at the provider and returns where the browser is sent to in the end. */
export async function signInAt(
  site: Site,
  idp: OidcIdp,
  grant: Grant,
  { browser = openBrowser(site), change = {} }: { browser?: Browser; change?: Record<string, string> } = {},
): Promise<URL> {
  const address = await begin(site, browser, change)
  return placeOf(await browser.get(idp.comeBack(address, grant)))
}

/** The code of a sign-in that succeeds. */
export async function codeAt(site: Site, idp: OidcIdp, grant: Grant): Promise<string> {
  const place = await signInAt(site, idp, grant)
  return place.searchParams.get('code') ?? assert.fail(place.href)
}

/** What the client is told about a sign-in that fails. */
export async function refusalAt(site: Site, idp: OidcIdp, grant: Grant): Promise<Record<string, string>> {
  const place = await signInAt(site, idp, grant)
  assert.equal(place.searchParams.get('code'), null, place.href)
  return Object.fromEntries(place.searchParams)
}

/** The attributes of a user, without its `sub`. */
export async function attributesOf(
  house: Poolhouse,
  UserPoolId: string,
  Username: string,
): Promise<Record<string, string>> {
  const { UserAttributes = [] } = await house.client().send(new AdminGetUserCommand({ UserPoolId, Username }))
  const entries = UserAttributes.map(({ Name = '', Value = '' }) => [Name, Value])
  const { sub: _, ...attributes } = Object.fromEntries(entries)
  return attributes
}
