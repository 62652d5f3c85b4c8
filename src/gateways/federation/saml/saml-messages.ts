import type { ProviderSession } from '../../../domain/federation/provider-session.ts'
import { samlAudience } from '../../../domain/federation/saml-audience.ts'
import type { Instant } from '../../../kernel/clock.ts'
import { ASSERTION, HTTP_POST, PROTOCOL, SUCCESS } from './saml-names.ts'

/** What every message of a pool has (SAML Core, sections 3.2.1 and 3.2.2). */
export interface Head {
  readonly userPoolId: string
  readonly id: string
  readonly destination: string
  readonly now: Instant
}

/** AWS: the shape of the request (SAML Core, section 3.4.1). */
export function authnRequest(head: Head, recipient: string): string {
  return message('AuthnRequest', head, {
    AssertionConsumerServiceURL: recipient,
    ProtocolBinding: HTTP_POST,
  })
}

/** SAML Core, section 3.7.1. */
export function logoutRequest(
  head: Head,
  { nameId, sessionIndex }: Omit<ProviderSession, 'provider'>,
): string {
  const { value, format, nameQualifier, spNameQualifier } = nameId
  const qualifiers = {
    NameQualifier: nameQualifier,
    SPNameQualifier: spNameQualifier,
    Format: format,
  }
  const named = element('saml2:NameID', { 'xmlns:saml2': ASSERTION, ...qualifiers }, escaped(value))
  const index = sessionIndex === undefined ? '' : element('saml2p:SessionIndex', {}, escaped(sessionIndex))
  return message('LogoutRequest', head, {}, named + index)
}

/** SAML Core, section 3.7.2. */
export function logoutResponse(head: Head, inResponseTo: string): string {
  const status = element('saml2p:Status', {}, element('saml2p:StatusCode', { Value: SUCCESS }))
  return message('LogoutResponse', head, { InResponseTo: inResponseTo }, status)
}

type Attributes = Readonly<Record<string, string | undefined>>

function message(name: string, { userPoolId, id, destination, now }: Head, more: Attributes, content = '') {
  const issuer = element('saml2:Issuer', { 'xmlns:saml2': ASSERTION }, samlAudience(userPoolId))
  const attributes = {
    'xmlns:saml2p': PROTOCOL,
    ...more,
    Destination: destination,
    ID: id,
    IssueInstant: new Date(now).toISOString(),
    Version: '2.0',
  }
  return `<?xml version="1.0" encoding="UTF-8"?>${element(`saml2p:${name}`, attributes, issuer + content)}`
}

function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(value)}"`],
  )
  return `<${name}${written.join('')}>${content}</${name}>`
}

/** White space other than spaces would not survive in an attribute. */
function escaped(text: string): string {
  return text.replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}
