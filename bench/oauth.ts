import { randomUUID } from 'node:crypto'
import type { Caller } from './caller.ts'
import { CONTACT, type Fixture, newPool, PASSWORD } from './fixture.ts'
import { cpuOfWindow } from './measure.ts'
import type { ServerProcess } from './server-process.ts'

const CALLBACK = 'https://app.example/callback'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

/** The bounds of a measurement in a round, as of other promises. */
const window = { seconds: 0.5, atMost: 400 }

type Meter = () => Promise<number>

/** A pool with a domain, and a client whose users sign in on its pages. */
export interface OAuthSite {
  readonly poolId: string
  readonly clientId: string
  /** The path of the domain. */
  readonly base: string
  /** The path of the sign-in page for the client. */
  readonly page: string
}

export async function newOAuthSite({ call }: Pick<Caller, 'call'>): Promise<OAuthSite> {
  const { id: poolId } = await newPool({ call })
  const prefix = `bench-${randomUUID()}`
  await call('CreateUserPoolDomain', { UserPoolId: poolId, Domain: prefix })
  const { UserPoolClient } = await call('CreateUserPoolClient', {
    UserPoolId: poolId,
    ClientName: 'web',
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email', 'aws.cognito.signin.user.admin'],
    AllowedOAuthFlowsUserPoolClient: true,
    CallbackURLs: [CALLBACK],
    SupportedIdentityProviders: ['COGNITO'],
  })
  const clientId = UserPoolClient?.ClientId ?? ''
  const base = `/domains/${prefix}.auth.us-east-1`
  const query = new URLSearchParams({ client_id: clientId, redirect_uri: CALLBACK, response_type: 'code' })
  return { poolId, clientId, base, page: `${base}/login?${query}` }
}

/** Measures the server's CPU for one token of a client for itself, in milliseconds. */
export async function clientCredentialsCost({ usage }: ServerProcess, fixture: Fixture): Promise<Meter> {
  const { call, exchange } = fixture
  const { poolId, base } = await newOAuthSite(fixture)
  const Scopes = [{ ScopeName: 'read', ScopeDescription: 'read' }]
  await call('CreateResourceServer', { UserPoolId: poolId, Identifier: 'api', Name: 'api', Scopes })
  const { UserPoolClient } = await call('CreateUserPoolClient', {
    UserPoolId: poolId,
    ClientName: 'machine',
    GenerateSecret: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: ['api/read'],
    AllowedOAuthFlowsUserPoolClient: true,
  })
  const { ClientId, ClientSecret } = UserPoolClient ?? {}
  const authorization = `Basic ${Buffer.from(`${ClientId}:${ClientSecret}`).toString('base64')}`
  const ask = async () => {
    const body = 'grant_type=client_credentials'
    const { status, text } = await exchange('POST', `${base}/oauth2/token`, { ...FORM, authorization }, body)
    if (status !== 200) throw new Error(`the token endpoint answered ${status}: ${text}`)
  }
  return () => cpuOfWindow(usage, ask, window)
}

/** Measures the server's CPU for one answer of the userInfo endpoint, in milliseconds. */
export async function userInfoCost({ usage }: ServerProcess, fixture: Fixture): Promise<Meter> {
  const { base, token } = await signedIn(fixture)
  const headers = { authorization: `Bearer ${token}` }
  return () => cpuOfWindow(usage, () => fixture.get(`${base}/oauth2/userInfo`, headers), window)
}

/** Measures the server's CPU for one GetUser with a token of the same kind, in milliseconds. */
export async function getUserCost({ usage }: ServerProcess, fixture: Fixture): Promise<Meter> {
  const { token } = await signedIn(fixture)
  return () => cpuOfWindow(usage, () => fixture.call('GetUser', { AccessToken: token }), window)
}

/** Measures the server's CPU for one sign-in page, in milliseconds. */
export async function signInPageCost({ usage }: ServerProcess, fixture: Fixture): Promise<Meter> {
  const { page } = await newOAuthSite(fixture)
  return () => cpuOfWindow(usage, () => fixture.get(page), window)
}

/** The size of the sign-in page, in kilobytes. */
export async function signInPageSize(_: ServerProcess, fixture: Fixture): Promise<Meter> {
  const { page } = await newOAuthSite(fixture)
  return async () => Buffer.byteLength(await fixture.get(page)) / 1000
}

/** An access token of a user who has signed in on the pages. */
async function signedIn(fixture: Fixture): Promise<{ readonly base: string; readonly token: string }> {
  const { call, exchange } = fixture
  const { poolId, clientId, base, page } = await newOAuthSite(fixture)
  const user = { UserPoolId: poolId, Username: 'ada' }
  await call('AdminCreateUser', { ...user, UserAttributes: CONTACT, MessageAction: 'SUPPRESS' })
  await call('AdminSetUserPassword', { ...user, Password: PASSWORD, Permanent: true })
  const shown = await exchange('GET', page)
  const [, csrf = ''] = /name="_?csrf" value="([^"]+)"/.exec(shown.text) ?? []
  const cookie = (shown.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ')
  const form = new URLSearchParams({ csrf, username: 'ada', password: PASSWORD })
  const sent = await exchange('POST', page, { ...FORM, cookie }, `${form}`)
  if (!sent.headers.location) throw new Error(`the sign-in page answered ${sent.status}`)
  const code = new URL(sent.headers.location).searchParams.get('code') ?? ''
  const grant = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: clientId,
    redirect_uri: CALLBACK,
    code,
  })
  const { text } = await exchange('POST', `${base}/oauth2/token`, FORM, `${grant}`)
  return { base, token: JSON.parse(text).access_token }
}
