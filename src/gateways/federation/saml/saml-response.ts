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
  /** Of our request; undefined for a response that we did not request. */
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
  if (isEncrypted) return decryptedAssertion(carrier, expected.saml, whole !== undefined)
  const root = whole ?? response
  if (!hasSignaturesOnlyIn(root, [root, carrier])) throw assertionInvalid()
  if (whole) return carrier // the signature of the response covers it, so its own need not
  const signed = verifiedElement(document, root, carrier, metadata.signingCertificates)
  if (signed === 'invalid') throw assertionInvalid()
  if (signed) return signed
  throw invalidResponse('SAML Response signature is invalid. ')
}

/**
 * If the encrypted form of an assertion is not signed, an attacker could have changed it. All its faults then have the same
 * message: different ones would reveal, change by change, the content of a captured assertion.
 */
async function decryptedAssertion(
  carrier: XmlElement,
  { encryption, metadata }: SamlProvider,
  isCovered: boolean,
): Promise<XmlElement> {
  const wrong = (what: FederationRefused) => (isCovered ? what : assertionInvalid())
  const text = await decryptAssertion(carrier, encryption.privateKey)
  if (text === undefined) throw wrong(invalidResponse('The assertion cannot be decrypted. '))
  let assertion: XmlElement
  try {
    assertion = parsed(text)
  } catch (error) {
    throw error instanceof FederationRefused ? wrong(error) : error
  }
  if (!is(assertion, ASSERTION, 'Assertion')) throw wrong(invalidResponse('Input XML is invalid. '))
  if (!hasSignaturesOnlyIn(assertion, [assertion])) throw assertionInvalid()
  const signed = verifiedElement(text, assertion, assertion, metadata.signingCertificates)
  if (signed === 'invalid' || (!signed && !isCovered)) throw assertionInvalid()
  return signed ?? assertion
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
