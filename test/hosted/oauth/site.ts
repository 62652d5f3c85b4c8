// A pool with a domain, and a browser that uses its pages without script.
import assert from 'node:assert/strict'
import {
  CreateResourceServerCommand,
  type CreateUserPoolClientCommandInput,
  type CreateUserPoolCommandInput,
  CreateUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { DatabaseAddress } from '../../../src/storage/driver/open-database.ts'
import { forEachAddress } from '../../support/databases.ts'
import type { Poolhouse } from '../../support/poolhouse.ts'
import { newClient, newPool, newUser, PASSWORD } from '../../support/pools.ts'
import { type QuickRequest, quickFetch } from '../../support/quick-fetch.ts'

export const CALLBACK = 'https://app.example/callback'
export const LOGOUT = 'https://app.example/bye'

/** Of a client whose users sign in with a code. */
export const CODE_CLIENT = {
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'],
  AllowedOAuthFlowsUserPoolClient: true,
  CallbackURLs: [CALLBACK],
  LogoutURLs: [LOGOUT],
  SupportedIdentityProviders: ['COGNITO'],
} satisfies Partial<CreateUserPoolClientCommandInput>

/** Runs a suite on both databases. */
export function onBoth(suite: (database: DatabaseAddress) => void): void {
  forEachAddress((newAddress) => suite(newAddress()), ['SQLite in memory', 'PostgreSQL'])
}

export interface Site {
  readonly pool: string
  readonly clientId: string
  /** Empty if there is none. */
  readonly secret: string
  /** The address of the domain by path. */
  readonly url: string
  /** The same, as the public address has it. */
  readonly base: string
}

export interface SiteSettings {
  readonly pool?: Partial<CreateUserPoolCommandInput>
  readonly client?: Partial<CreateUserPoolClientCommandInput>
  /** By default `alice`. */
  readonly username?: string
}

let sites = 0

/** A pool with a domain, a client and a user. */
export async function openSite(house: Poolhouse, settings: SiteSettings = {}): Promise<Site> {
  const root = house.client()
  const pool = await newPool(root, settings.pool)
  const prefix = `shop-${sites++}`
  await root.send(new CreateUserPoolDomainCommand({ UserPoolId: pool, Domain: prefix }))
  const { id, secret } = await newClient(root, pool, { ...CODE_CLIENT, ...settings.client })
  await newUser(root, pool, settings.username, {
    email: 'alice@example.com',
    email_verified: 'true',
    name: 'Alice',
  })
  const base = `/domains/${prefix}.auth.us-east-1`
  return { pool, clientId: id, secret, url: `${house.url}${base}`, base }
}

/** A resource server `api` with the scopes `read` and `write`. */
export async function addResourceServer(house: Poolhouse, pool: string): Promise<void> {
  const Scopes = ['read', 'write'].map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName }))
  await house
    .client()
    .send(new CreateResourceServerCommand({ UserPoolId: pool, Identifier: 'api', Name: 'api', Scopes }))
}

/** The parameters of an authorization request. */
export function asking(site: Site, change: Record<string, string> = {}): Record<string, string> {
  return {
    client_id: site.clientId,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'openid email',
    state: 'state-1',
    ...change,
  }
}

interface Cookie {
  readonly name: string
  readonly value: string
  readonly path: string
}

/** Keeps cookies, and follows no redirect by itself. */
export function openBrowser(site: Pick<Site, 'url'>) {
  const jar = new Map<string, Cookie>()

  async function send(path: string, init: QuickRequest): Promise<Response> {
    const url = path.startsWith('http')
      ? path
      : path.startsWith('/domains/')
        ? `${new URL(site.url).origin}${path}`
        : `${site.url}${path}`
    const { pathname } = new URL(url)
    const sent = [...jar.values()].filter(
      ({ path: own }) => own === '/' || `${pathname}/`.startsWith(`${own}/`),
    )
    const headers = new Headers(init.headers)
    if (sent.length > 0) headers.set('cookie', sent.map(({ name, value }) => `${name}=${value}`).join('; '))
    const response = await quickFetch(url, { ...init, headers })
    for (const text of response.headers.getSetCookie()) keep(text)
    return response
  }

  function keep(text: string): void {
    const [pair = '', ...attributes] = text.split('; ')
    const name = pair.slice(0, pair.indexOf('='))
    const path = attributes.find((attribute) => attribute.startsWith('Path='))?.slice(5) ?? '/'
    const isOver = attributes.includes('Max-Age=0')
    if (isOver) jar.delete(`${path} ${name}`)
    else jar.set(`${path} ${name}`, { name, value: pair.slice(pair.indexOf('=') + 1), path })
  }

  return {
    jar,
    cookie: (name: string) => [...jar.values()].find((cookie) => cookie.name === name)?.value,
    get: (path: string, init: QuickRequest = {}) => send(path, init),
    post: (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      send(path, { method: 'POST', body: new URLSearchParams(fields), headers }),
  }
}

export type Browser = ReturnType<typeof openBrowser>

export const queryOf = (parameters: Record<string, string>) => `?${new URLSearchParams(parameters)}`

/** The hidden token of the form on a page. */
export async function csrfOf(page: Response): Promise<string> {
  assert.equal(page.status, 200, page.headers.get('location') ?? '')
  const [, token] = /name="_?csrf" value="([^"]+)"/.exec(await page.text()) ?? []
  return token ?? assert.fail('no form')
}

/** Signs in on the page and returns the answer to the form. */
export async function signInOn(
  browser: Browser,
  parameters: Record<string, string>,
  { username = 'alice', password = PASSWORD } = {},
): Promise<Response> {
  const page = `/login${queryOf(parameters)}`
  const csrf = await csrfOf(await browser.get(page))
  return browser.post(page, { csrf, username, password })
}

/** Where a redirect leads. */
export function locationOf(response: Response): URL {
  assert.equal(response.status, 302)
  return new URL(response.headers.get('location') ?? '', 'http://relative')
}

/** Signs in and returns the code. */
export async function codeFor(
  site: Site,
  change: Record<string, string> = {},
  browser = openBrowser(site),
): Promise<string> {
  const location = locationOf(await signInOn(browser, asking(site, change)))
  return location.searchParams.get('code') ?? assert.fail(location.href)
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  readonly json: any
  readonly text: string
}

/** Posts a form to an endpoint. */
export async function postForm(
  site: Site,
  path: string,
  fields: Record<string, string | undefined>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const entries = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const body = new URLSearchParams(entries)
  const response = await quickFetch(`${site.url}${path}`, { method: 'POST', body, headers })
  const text = await response.text()
  const json = text.startsWith('{') ? JSON.parse(text) : undefined
  return { status: response.status, headers: response.headers, json, text }
}

export function redeem(
  site: Site,
  code: string,
  change: Record<string, string | undefined> = {},
): Promise<Answer> {
  return postForm(site, '/oauth2/token', {
    grant_type: 'authorization_code',
    client_id: site.clientId,
    client_secret: site.secret || undefined,
    redirect_uri: CALLBACK,
    code,
    ...change,
  })
}

export const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
})

// biome-ignore lint/suspicious/noExplicitAny: claims of every shape
export function claimsOf(token: string): any {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
}
