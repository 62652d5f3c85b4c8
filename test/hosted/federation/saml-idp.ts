// A SAML provider that makes responses of every form, right or wrong.
import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { SignedXml } from 'xml-crypto'
import { encrypt } from 'xml-encryption'
import { selfSignedCertificate } from '../../../src/kernel/cryptography/self-signed-certificate.ts'
import { systemEntropy } from '../../../src/kernel/entropy.ts'
import { metadataOf } from '../../operations/identity-providers/providers.ts'

export const ENTITY = 'https://idp.example.com'
const [PROTOCOL, ASSERTION] = [
  'urn:oasis:names:tc:SAML:2.0:protocol',
  'urn:oasis:names:tc:SAML:2.0:assertion',
]
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success'

export interface SamlKeys {
  readonly privateKey: string
  /** DER in base64. */
  readonly certificate: string
}

export function newSamlKeys(): SamlKeys {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const validity = { from: Date.now() - 86_400_000, until: Date.now() + 30 * 86_400_000 }
  const der = selfSignedCertificate('idp', privateKey, validity, systemEntropy)
  return { privateKey, certificate: der.toString('base64') }
}

export const samlMetadata = ({ certificate }: SamlKeys) => metadataOf({ certificate })

/** What a request asks for. */
export interface SamlRequest {
  readonly id: string
  readonly recipient: string
  readonly audience: string
  readonly xml: string
}

/** The request in the address that a browser is sent to. */
export function requestIn(address: URL): SamlRequest {
  const encoded = address.searchParams.get('SAMLRequest') ?? assert.fail(address.href)
  const xml = inflateRawSync(Buffer.from(encoded, 'base64')).toString('utf8')
  const part = (pattern: RegExp) => pattern.exec(xml)?.[1] ?? assert.fail(xml)
  return {
    id: part(/ ID="([^"]+)"/),
    recipient: part(/AssertionConsumerServiceURL="([^"]+)"/),
    audience: part(/Issuer[^>]*>([^<]+)</),
    xml,
  }
}

/** The members of a right response, each of which a test can change. */
export interface Parts {
  readonly nameId: string
  readonly attributes: string
  readonly issuer: string
  readonly responseIssuer: string
  readonly audience: string
  readonly recipient: string
  readonly destination: string
  /** Empty to leave `InResponseTo` out. */
  readonly requestId: string
  /** The same of the confirmation. */
  readonly inResponseTo: string
  readonly method: string
  readonly status: string
  readonly issuedAt: string
  readonly notBefore: string
  readonly notOnOrAfter: string
  readonly confirmedUntil: string
  readonly assertionId: string
  readonly authnStatement: string
}

const at = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString()

export function partsOf({ id, recipient, audience }: SamlRequest, change: Partial<Parts> = {}): Parts {
  return {
    nameId: `<saml:NameID>jane</saml:NameID>`,
    attributes: '',
    issuer: ENTITY,
    responseIssuer: ENTITY,
    audience,
    recipient,
    destination: recipient,
    requestId: id,
    inResponseTo: id,
    method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
    status: `<samlp:StatusCode Value="${SUCCESS}"/>`,
    issuedAt: at(0),
    notBefore: at(-60_000),
    notOnOrAfter: at(300_000),
    confirmedUntil: at(300_000),
    assertionId: `_${systemEntropy.uuid()}`,
    authnStatement: `<saml:AuthnStatement AuthnInstant="${at(0)}" SessionIndex="s"><saml:AuthnContext/></saml:AuthnStatement>`,
    ...change,
  }
}

export const attribute = (name: string, ...values: string[]) =>
  `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`

const answering = (request: string) => (request === '' ? '' : ` InResponseTo="${request}"`)

export function assertionOf(parts: Parts): string {
  return (
    `<saml:Assertion xmlns:saml="${ASSERTION}" Version="2.0" ID="${parts.assertionId}" IssueInstant="${parts.issuedAt}">` +
    `<saml:Issuer>${parts.issuer}</saml:Issuer>` +
    `<saml:Subject>${parts.nameId}<saml:SubjectConfirmation Method="${parts.method}">` +
    `<saml:SubjectConfirmationData Recipient="${parts.recipient}"${answering(parts.inResponseTo)} NotOnOrAfter="${parts.confirmedUntil}"/>` +
    '</saml:SubjectConfirmation></saml:Subject>' +
    `<saml:Conditions NotBefore="${parts.notBefore}" NotOnOrAfter="${parts.notOnOrAfter}">` +
    `<saml:AudienceRestriction><saml:Audience>${parts.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
    parts.authnStatement +
    (parts.attributes && `<saml:AttributeStatement>${parts.attributes}</saml:AttributeStatement>`) +
    '</saml:Assertion>'
  )
}

export function responseOf(parts: Parts, content: string, id = `_${systemEntropy.uuid()}`): string {
  return (
    `<samlp:Response xmlns:samlp="${PROTOCOL}" xmlns:saml="${ASSERTION}" Version="2.0" ID="${id}" ` +
    `Destination="${parts.destination}" IssueInstant="${at(0)}"${answering(parts.requestId)}>` +
    `<saml:Issuer>${parts.responseIssuer}</saml:Issuer>` +
    `<samlp:Status>${parts.status}</samlp:Status>${content}</samlp:Response>`
  )
}

/** Signs the element with that id, as SAML prescribes. */
export function sign(
  xml: string,
  id: string,
  { privateKey }: SamlKeys,
  algorithm = 'sha256',
  inclusiveNamespacesPrefixList: readonly string[] = [],
): string {
  const signature = new SignedXml({
    privateKey,
    signatureAlgorithm:
      algorithm === 'sha1'
        ? 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'
        : 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: EXCLUSIVE,
  })
  signature.addReference({
    xpath: `//*[@ID='${id}']`,
    transforms: [ENVELOPED, EXCLUSIVE],
    inclusiveNamespacesPrefixList: [...inclusiveNamespacesPrefixList],
    digestAlgorithm:
      algorithm === 'sha1'
        ? 'http://www.w3.org/2000/09/xmldsig#sha1'
        : 'http://www.w3.org/2001/04/xmlenc#sha256',
  })
  const reference = `//*[@ID='${id}']/*[local-name(.)='Issuer']`
  signature.computeSignature(xml, { location: { reference, action: 'after' } })
  return signature.getSignedXml()
}

/** A right response whose assertion is signed. */
export function signedResponse(parts: Parts, keys: SamlKeys): string {
  return responseOf(parts, sign(assertionOf(parts), parts.assertionId, keys))
}

/** An assertion that only the owner of the certificate can read. */
export function encrypted(assertion: string, certificate: string): Promise<string> {
  const lines = certificate.match(/.{1,64}/g) ?? []
  const pem = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
  const rsa_pub = createPublicKey(pem).export({ type: 'spki', format: 'pem' }).toString()
  const options = {
    rsa_pub,
    pem,
    encryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm' as const,
    keyEncryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p' as const,
  }
  return new Promise((resolve, reject) => {
    encrypt(assertion, options, (error, result) =>
      error
        ? reject(error)
        : resolve(`<saml:EncryptedAssertion xmlns:saml="${ASSERTION}">${result}</saml:EncryptedAssertion>`),
    )
  })
}
