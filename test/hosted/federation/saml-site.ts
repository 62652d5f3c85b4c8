import assert from 'node:assert/strict'
import type { Poolhouse } from '../../support/poolhouse.ts'
import { asking, type Browser, CALLBACK, openBrowser, queryOf, type Site } from '../oauth/site.ts'
import { type Parts, partsOf, requestIn, type SamlKeys, type SamlRequest, samlMetadata } from './saml-idp.ts'
import { type FederatedSettings, openFederated, placeOf } from './site.ts'

/** A pool whose client takes the users of the SAML provider `Idp`. */
export function openSaml(
  house: Poolhouse,
  keys: SamlKeys,
  { details = {}, ...settings }: FederatedSettings = {},
): Promise<Site> {
  const ProviderDetails = { MetadataFile: samlMetadata(keys), ...details }
  const provider = { ProviderType: 'SAML', ProviderDetails } as const
  return openFederated(
    house,
    { clientId: '', issuer: '' },
    {
      mapping: { email: 'mail', name: 'name' },
      ...settings,
      provider: { ...provider, ...settings.provider },
    },
  )
}

/** Begins a sign-in and returns the address of the provider. */
export async function beginSaml(site: Site, browser: Browser): Promise<URL> {
  const query = queryOf(asking(site, { identity_provider: 'Idp' }))
  return placeOf(await browser.get(`/oauth2/authorize${query}`))
}

/** Comes back with a response, and returns where the browser is sent to. */
export async function comeBack(browser: Browser, address: URL, xml: string): Promise<URL> {
  const RelayState = address.searchParams.get('RelayState') ?? ''
  const SAMLResponse = Buffer.from(xml).toString('base64')
  return placeOf(await browser.post('/saml2/idpresponse', { SAMLResponse, RelayState }))
}

export type MakeXml = (parts: Parts, request: SamlRequest) => string | Promise<string>

/** Signs in with what `make` makes of a right response's parts. */
export async function signInBySaml(
  site: Site,
  make: MakeXml,
  change: Partial<Parts> = {},
  browser = openBrowser(site),
): Promise<URL> {
  const address = await beginSaml(site, browser)
  const request = requestIn(address)
  return comeBack(browser, address, await make(partsOf(request, change), request))
}

export function assertSignedIn(place: URL): string {
  assert.equal(place.origin + place.pathname, CALLBACK, place.href)
  return place.searchParams.get('code') ?? assert.fail(place.href)
}

export function refusalIn(place: URL): Record<string, string> {
  assert.equal(place.origin + place.pathname, CALLBACK, place.href)
  assert.equal(place.searchParams.get('code'), null)
  return Object.fromEntries(place.searchParams)
}

/** A pool where the SAML provider may start sign-ins, with a client for its users alone. */
export function openUnasked(
  house: Poolhouse,
  keys: SamlKeys,
  { details, ...settings }: FederatedSettings = {},
): Promise<Site> {
  return openSaml(house, keys, {
    client: { SupportedIdentityProviders: ['Idp'] },
    details: { IDPInit: 'true', ...details },
    ...settings,
  })
}

/** The relay state that a provider is set up with. */
export function relayStateOf(site: Site, change: Record<string, string> = {}): string {
  const { state: _, ...asked } = asking(site)
  return queryOf({ identity_provider: 'Idp', ...asked, ...change }).slice(1)
}

/** The parts of a right response that nobody asked for. */
export async function unaskedParts(site: Site, change: Partial<Parts> = {}): Promise<Parts> {
  const { recipient, audience, xml } = requestIn(await beginSaml(site, openBrowser(site)))
  return partsOf({ id: '', recipient, audience, xml }, change)
}

/** Posts a response that nobody asked for. */
export async function postUnasked(
  site: Site,
  xml: string,
  RelayState = relayStateOf(site),
  browser = openBrowser(site),
): Promise<URL> {
  const SAMLResponse = Buffer.from(xml).toString('base64')
  return placeOf(await browser.post('/saml2/idpresponse', { SAMLResponse, RelayState }))
}
