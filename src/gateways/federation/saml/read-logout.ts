import type { XmlElement } from '@xmldom/xmldom'
import { FederationRefused } from '../../../domain/federation/federation-refused.ts'
import { isFresh } from '../../../domain/federation/message-use.ts'
import type { LogoutRequest, SamlMessage } from '../../../domain/federation/saml-logout-gateway.ts'
import type { SamlMetadata } from '../../../domain/identity-providers/saml-metadata.ts'
import type { Instant } from '../../../kernel/clock.ts'
import { parseXml, XmlRefused } from '../parse-xml.ts'
import { childrenOf, is, textOf } from '../xml-elements.ts'
import { isBefore, only, readNameId } from './read-assertion.ts'
import { inflated, isSignedQuery } from './redirect-binding.ts'
import { PROTOCOL } from './saml-names.ts'
import { answers, assertSuccess } from './saml-response.ts'
import { hasSignaturesOnlyIn, verifiedElement } from './verify-signature.ts'

/** Longer than any such message, which names one user. */
const LONGEST = 20_000

export interface ExpectedMessage {
  readonly metadata: SamlMetadata
  /** The address that the message came to. */
  readonly recipient: string
}

const invalid = (what: string) => new FederationRefused('invalid_request', `${what} is invalid. `)

/** @throws FederationRefused */
export function readSender(message: SamlMessage): string {
  return textOf(only(parsed(message).root, 'Issuer'))
}

/**
 * A request to end sessions (SAML Core, section 3.7.1).
 * @throws FederationRefused
 */
export function readLogoutRequest(
  message: SamlMessage,
  { now, ...expected }: ExpectedMessage & { readonly now: Instant },
): LogoutRequest {
  const request = signedMessage(message, 'LogoutRequest', expected)
  const issued = {
    id: request.getAttribute('ID'),
    issuedAt: Date.parse(request.getAttribute('IssueInstant')),
  }
  if (!isFresh(issued, now)) throw invalid('IssueInstant')
  const end = request.getAttribute('NotOnOrAfter')
  if (end !== '' && !isBefore(now, end)) throw invalid('NotOnOrAfter')
  const sessionIndexes = childrenOf(request, PROTOCOL, 'SessionIndex').map(textOf)
  return { ...issued, nameId: readNameId(request).value, sessionIndexes }
}

/**
 * The answer to our request (SAML Core, section 3.7.2).
 * @throws FederationRefused also if the status is not success
 */
export function readLogoutResponse(
  message: SamlMessage,
  { requestId, ...expected }: ExpectedMessage & { readonly requestId: string },
): void {
  const response = signedMessage(message, 'LogoutResponse', expected)
  if (!answers(response, requestId)) throw invalid('InResponseTo')
  assertSuccess(response)
}

/** The message as the provider signed it, which is for us: all of it is covered by the signature. */
function signedMessage(
  message: SamlMessage,
  name: string,
  { metadata, recipient }: ExpectedMessage,
): XmlElement {
  const { root, text } = parsed(message)
  if (!is(root, PROTOCOL, name)) throw invalid('Input XML')
  const signed = verified(message, { root, text }, metadata.signingCertificates)
  if (signed.getAttribute('Version') !== '2.0' || signed.getAttribute('ID') === '') throw invalid('Version')
  // SAML Bindings, sections 3.4.5.2 and 3.5.5.2: a signed message names its destination.
  if (signed.getAttribute('Destination') !== recipient) throw invalid('Destination')
  if (textOf(only(signed, 'Issuer')) !== metadata.entityId) throw invalid('Issuer')
  return signed
}

interface Parsed {
  readonly root: XmlElement
  readonly text: string
}

function verified(
  { rawQuery, parameter }: SamlMessage,
  { root, text }: Parsed,
  certificates: readonly string[],
): XmlElement {
  if (rawQuery !== undefined) {
    if (!isSignedQuery(rawQuery, parameter, certificates)) throw invalid('Signature')
    return root
  }
  const signed = verifiedElement(text, root, root, certificates)
  if (signed === undefined || signed === 'invalid' || !hasSignaturesOnlyIn(root, [root])) {
    throw invalid('Signature')
  }
  return signed
}

function parsed({ encoded, rawQuery }: SamlMessage): Parsed {
  if (encoded.length > LONGEST) throw invalid('Length')
  const text =
    rawQuery === undefined ? Buffer.from(encoded, 'base64').toString('utf8') : inflated(encoded, LONGEST)
  try {
    return { root: parseXml(text ?? ''), text: text ?? '' }
  } catch (error) {
    if (error instanceof XmlRefused) throw invalid('Input XML')
    throw error
  }
}
