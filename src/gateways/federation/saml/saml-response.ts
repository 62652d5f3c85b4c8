import type { XmlElement } from '@xmldom/xmldom'
import { FederationRefused } from '../../../domain/federation/federation-refused.ts'
import type { SamlProvider } from '../../../domain/identity-providers/identity-provider.ts'
import { parseXml, XmlRefused } from '../parse-xml.ts'
import { childrenOf, elementsIn, is, textOf } from '../xml-elements.ts'
import { decryptAssertion } from './decrypt-assertion.ts'
import { ASSERTION, PROTOCOL, SUCCESS } from './saml-names.ts'
import { hasSignaturesOnlyIn, verifiedElement } from './verify-signature.ts'

/** AWS: quotas, "SAML response". */
const LONGEST = 100_000

export interface ExpectedResponse {
  readonly saml: SamlProvider
  readonly onlyEncrypted: boolean
  /** The address that the response was sent to. */
  readonly recipient: string
  /** Of our request; undefined for a response that nobody asked for. */
  readonly requestId: string | undefined
}

export const invalidResponse = (what: string) =>
  new FederationRefused('server_error', `Invalid SAML response received: ${what}`)

/**
 * The one assertion of a response (SAML Core, section 3.3.3), exactly as the provider signed it: by itself, or within the
 * response. Nothing outside of what a signature covers is believed, except to refuse.
 * @param encoded the parameter `SAMLResponse`
 * @throws FederationRefused
 */
export async function signedAssertion(encoded: string, expected: ExpectedResponse): Promise<XmlElement> {
  if (encoded.length > LONGEST) throw invalidResponse('The response is too long. ')
  const document = Buffer.from(encoded, 'base64').toString('utf8')
  const response = parsed(document)
  if (!is(response, PROTOCOL, 'Response')) throw invalidResponse('Input XML is invalid. ')
  assertResponse(response, expected)
  const { metadata } = expected.saml
  const whole = verifiedElement(document, response, response, metadata.signingCertificates)
  if (whole === 'invalid') throw invalidResponse('SAML Response signature is invalid. ')
  if (whole) assertResponse(whole, expected)
  const carrier = onlyCarrier(whole ?? response)
  const isEncrypted = is(carrier, ASSERTION, 'EncryptedAssertion')
  if (expected.onlyEncrypted && !isEncrypted) throw invalidResponse('The assertion is not encrypted. ')
  const text = isEncrypted ? await opened(carrier, expected.saml) : document
  const root = isEncrypted ? parsed(text) : (whole ?? response)
  const assertion = isEncrypted ? root : carrier
  if (!is(assertion, ASSERTION, 'Assertion')) throw invalidResponse('Input XML is invalid. ')
  const owners = isEncrypted ? [assertion] : [root, assertion]
  if (!hasSignaturesOnlyIn(root, owners)) throw assertionInvalid()
  if (whole && !isEncrypted) return assertion // the signature of the response covers it, whatever its own says
  const signed = verifiedElement(text, root, assertion, metadata.signingCertificates)
  if (signed === 'invalid') throw assertionInvalid()
  if (signed) return signed
  if (whole) return assertion
  throw invalidResponse('SAML Response signature is invalid. ')
}

const assertionInvalid = () => invalidResponse('SAML Assertion signature is invalid. ')

function parsed(document: string): XmlElement {
  try {
    return parseXml(document)
  } catch (error) {
    if (error instanceof XmlRefused) throw invalidResponse('Input XML is invalid. ')
    throw error
  }
}

async function opened(carrier: XmlElement, { encryption }: SamlProvider): Promise<string> {
  const text = await decryptAssertion(carrier, encryption.privateKey)
  if (text === undefined) throw invalidResponse('The assertion cannot be decrypted. ')
  return text
}

/** Of several assertions, an attacker could have one checked and another one read. */
function onlyCarrier(response: XmlElement): XmlElement {
  const all = elementsIn(response).filter(
    (it) => is(it, ASSERTION, 'Assertion') || is(it, ASSERTION, 'EncryptedAssertion'),
  )
  const [carrier, ...more] = all
  const direct = [
    ...childrenOf(response, ASSERTION, 'Assertion'),
    ...childrenOf(response, ASSERTION, 'EncryptedAssertion'),
  ]
  if (!carrier || more.length > 0 || direct[0] !== carrier) {
    throw invalidResponse('The response does not contain one assertion. ')
  }
  return carrier
}

function assertResponse(response: XmlElement, { saml, recipient, requestId }: ExpectedResponse): void {
  const wrong = (what: string) => invalidResponse(`${what} is invalid. `)
  if (response.getAttribute('Version') !== '2.0') throw wrong('Version')
  if (!answers(response, requestId)) throw wrong('InResponseTo')
  const destination = response.getAttribute('Destination')
  if (destination !== '' && destination !== recipient) throw wrong('Destination')
  const [issuer] = childrenOf(response, ASSERTION, 'Issuer')
  if (issuer && textOf(issuer) !== saml.metadata.entityId) throw wrong('Issuer')
  assertSuccess(response)
}

/**
 * AWS: the words for an answer without success.
 * @throws FederationRefused
 */
export function assertSuccess(response: XmlElement): void {
  const [status] = childrenOf(response, PROTOCOL, 'Status').flatMap((it) =>
    childrenOf(it, PROTOCOL, 'StatusCode'),
  )
  if (status?.getAttribute('Value') === SUCCESS) return
  const [inner] = status ? childrenOf(status, PROTOCOL, 'StatusCode') : []
  const code = (inner ?? status)?.getAttribute('Value').slice(0, 200) ?? ''
  throw new FederationRefused(
    'access_denied',
    `Error in SAML Identity Provider; ${code}: No SAML assertion found in the SAML response. `,
  )
}

/** Whether `InResponseTo` names the request; if there is none, whether it is absent. */
export function answers(element: XmlElement, requestId: string | undefined): boolean {
  return requestId === undefined
    ? !element.hasAttribute('InResponseTo')
    : element.getAttribute('InResponseTo') === requestId
}
