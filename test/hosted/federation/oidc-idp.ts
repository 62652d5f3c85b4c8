// An OIDC provider that does what a test wants, right or wrong.
import assert from 'node:assert/strict'
import type { KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before } from 'node:test'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>

/** How the provider answers for a code. */
export interface Grant {
  readonly claims: JWTPayload
  readonly userInfo?: Record<string, unknown>
  /** In the place of a right ID token. */
  readonly idToken?: (right: RightToken) => Promise<string>
  /** In the place of the answer of the token endpoint. */
  readonly token?: (request: IncomingMessage, response: ServerResponse) => void
  /** More members of the answer of the token endpoint. */
  readonly more?: object
}

export interface RightToken {
  readonly payload: JWTPayload
  readonly keys: KeyPair
  readonly sign: (
    payload: JWTPayload,
    header?: object,
    key?: KeyPair['privateKey'] | KeyObject,
  ) => Promise<string>
}

export interface OidcIdp {
  readonly issuer: string
  readonly clientId: string
  /** The forms that the token endpoint received, newest last. */
  readonly tokenForms: URLSearchParams[]
  /** How they were sent. */
  readonly tokenMethods: string[]
  readonly userInfoRequests: { readonly method: string; readonly authorization: string | undefined }[]
  /** How often a path was asked for. */
  readonly asked: Map<string, number>
  /** Changes the answers of paths. */
  readonly answers: Map<string, (request: IncomingMessage, response: ServerResponse) => void>
  /** More members of the discovery document. */
  discovery: Record<string, unknown>
  /** Lets the user sign in: returns the address to send the browser back to. */
  comeBack(address: URL, grant: Grant): string
  /** Signs with a new key from now on; the old one is gone. */
  rotateKeys(): Promise<void>
  /** Resolves once the provider runs. Hooks of a file that runs by itself do not wait for each other. */
  ready(): Promise<void>
}

const keyPairs: Promise<KeyPair>[] = []

/** One of two key pairs, which all providers here have in common: they take long to make. */
function keyPair(place: number): Promise<KeyPair> {
  keyPairs[place] ??= generateKeyPair('RS256', { extractable: true })
  return keyPairs[place]
}

/** Runs during the tests of the file. */
export function useOidcIdp(clientId = 'poolhouse'): OidcIdp {
  const grants = new Map<string, Grant & { readonly nonce: string | undefined }>()
  const tokenForms: URLSearchParams[] = []
  const tokenMethods: string[] = []
  const userInfoRequests: { method: string; authorization: string | undefined }[] = []
  const asked = new Map<string, number>()
  const answers: OidcIdp['answers'] = new Map()
  let keys: KeyPair
  let keyNumber = 0
  let url = ''
  let lastUserInfo: Record<string, unknown> = {}

  async function rotateKeys(): Promise<void> {
    keys = await keyPair(keyNumber % 2)
    keyNumber++
  }

  const sign: RightToken['sign'] = (payload, header = {}, key = keys.privateKey) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: `key-${keyNumber}`, ...header }).sign(key)

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const part of request) body += part
    const { searchParams } = new URL(request.url ?? '', url)
    const form = request.method === 'GET' ? searchParams : new URLSearchParams(body)
    tokenMethods.push(request.method ?? '')
    tokenForms.push(form)
    const grant = grants.get(form.get('code') ?? '')
    if (!grant) return json(response, { error: 'invalid_grant' }, 400)
    if (grant.token) return grant.token(request, response)
    const seconds = Math.floor(Date.now() / 1000)
    const payload = {
      iss: url,
      aud: clientId,
      iat: seconds,
      exp: seconds + 300,
      ...(grant.nonce && { nonce: grant.nonce }),
      ...grant.claims,
    }
    const right = { payload, keys, sign }
    lastUserInfo = grant.userInfo ?? { sub: grant.claims.sub }
    json(response, {
      access_token: 'token of the provider',
      token_type: 'Bearer',
      expires_in: 300,
      id_token: await (grant.idToken?.(right) ?? sign(payload)),
      ...grant.more,
    })
  }

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost')
    asked.set(pathname, (asked.get(pathname) ?? 0) + 1)
    const answer = answers.get(pathname)
    if (answer) return answer(request, response)
    if (pathname === '/.well-known/openid-configuration') {
      return json(response, {
        issuer: url,
        authorization_endpoint: `${url}/authorize`,
        token_endpoint: `${url}/token`,
        jwks_uri: `${url}/keys`,
        userinfo_endpoint: `${url}/me`,
        id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
        ...idp.discovery,
      })
    }
    if (pathname === '/keys') {
      const jwk = await exportJWK(keys.publicKey)
      return json(response, { keys: [{ ...jwk, kid: `key-${keyNumber}`, use: 'sig', alg: 'RS256' }] })
    }
    if (pathname === '/token') return token(request, response)
    if (pathname === '/me') {
      const { authorization } = request.headers
      userInfoRequests.push({ method: request.method ?? '', authorization })
      return json(response, lastUserInfo)
    }
    json(response, {}, 404)
  })

  async function start(): Promise<void> {
    await rotateKeys()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  let started: Promise<void> | undefined
  const ready = () => (started ??= start())
  before(ready)
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  const idp: OidcIdp = {
    get issuer() {
      return url
    },
    clientId,
    tokenForms,
    tokenMethods,
    userInfoRequests,
    asked,
    answers,
    discovery: {},
    comeBack(address, grant) {
      const query = address.searchParams
      assert.equal(query.get('client_id'), clientId)
      const code = `code-${grants.size}`
      grants.set(code, { ...grant, nonce: query.get('nonce') ?? undefined })
      const back = new URL(query.get('redirect_uri') ?? '')
      back.searchParams.set('code', code)
      back.searchParams.set('state', query.get('state') ?? '')
      return `${back.pathname}${back.search}`
    },
    rotateKeys,
    ready,
  }
  return idp
}

export function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
