// The messages of a SAML provider's single logout, right or wrong.
import assert from 'node:assert/strict'
import { sign as signBytes, verify, X509Certificate } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { systemEntropy } from '../../../src/kernel/entropy.ts'
import { ENTITY, type SamlKeys } from './saml-idp.ts'

const [PROTOCOL, ASSERTION] = [
  'urn:oasis:names:tc:SAML:2.0:protocol',
  'urn:oasis:names:tc:SAML:2.0:assertion',
]
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'

/** A message of ours in the address that a browser is sent to. */
export interface SentMessage {
  readonly xml: string
  readonly id: string
  readonly relayState: string | null
}

/** Reads the message, and checks the signature of the query. */
export function sentMessage(address: URL, parameter: string, certificate: string): SentMessage {
  const [signed = '', signature = ''] = address.search.slice(1).split('&Signature=')
  assert.match(signed, /&SigAlg=http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256$/)
  const { publicKey } = new X509Certificate(Buffer.from(certificate, 'base64'))
  const made = Buffer.from(decodeURIComponent(signature), 'base64')
  assert.ok(verify('sha256', Buffer.from(signed), publicKey, made))
  const encoded = address.searchParams.get(parameter) ?? assert.fail(address.href)
  const xml = inflateRawSync(Buffer.from(encoded, 'base64')).toString('utf8')
  const id = / ID="([^"]+)"/.exec(xml)?.[1] ?? assert.fail(xml)
  return { xml, id, relayState: address.searchParams.get('RelayState') }
}

/** The members of a message, each of which a test can change. Empty ones are left out. */
export interface LogoutParts {
  readonly id: string
  readonly issuer: string
  readonly destination: string
  readonly issuedAt: string
  readonly notOnOrAfter: string
  readonly inResponseTo: string
  readonly content: string
}

export function logoutParts(change: Partial<LogoutParts>): LogoutParts {
  return {
    id: `_${systemEntropy.uuid()}`,
    issuer: `<saml:Issuer>${ENTITY}</saml:Issuer>`,
    destination: '',
    issuedAt: new Date().toISOString(),
    notOnOrAfter: '',
    inResponseTo: '',
    content: '',
    ...change,
  }
}

export const named = (nameId: string, ...indexes: string[]) =>
  `<saml:NameID>${nameId}</saml:NameID>${indexes.map((index) => `<samlp:SessionIndex>${index}</samlp:SessionIndex>`).join('')}`

export const status = (code: string) =>
  `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${code}"/></samlp:Status>`

export function logoutXml(name: 'LogoutRequest' | 'LogoutResponse', parts: LogoutParts): string {
  const attributes = {
    ID: parts.id,
    Destination: parts.destination,
    IssueInstant: parts.issuedAt,
    NotOnOrAfter: parts.notOnOrAfter,
    InResponseTo: parts.inResponseTo,
  }
  const written = Object.entries(attributes).map(([key, value]) => (value === '' ? '' : ` ${key}="${value}"`))
  return (
    `<samlp:${name} xmlns:samlp="${PROTOCOL}" xmlns:saml="${ASSERTION}" Version="2.0"${written.join('')}>` +
    `${parts.issuer}${parts.content}</samlp:${name}>`
  )
}

/** A message as the query of the HTTP-Redirect binding. */
export function queryWith(
  parameter: 'SAMLRequest' | 'SAMLResponse',
  xml: string,
  relayState: string | undefined,
  { privateKey }: SamlKeys,
  digest = 'sha256',
): string {
  const query = new URLSearchParams({ [parameter]: deflateRawSync(xml).toString('base64') })
  if (relayState !== undefined) query.set('RelayState', relayState)
  query.set('SigAlg', digest === 'sha256' ? RSA_SHA256 : 'http://www.w3.org/2000/09/xmldsig#rsa-sha1')
  query.set('Signature', signBytes(digest, Buffer.from(`${query}`), privateKey).toString('base64'))
  return `?${query}`
}
