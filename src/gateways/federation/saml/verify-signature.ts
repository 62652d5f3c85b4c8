import type { XmlElement } from '@xmldom/xmldom'
import { SignedXml } from 'xml-crypto'
import { parseXml } from '../parse-xml.ts'
import { childrenOf, elementsIn, is } from '../xml-elements.ts'
import { XML_SIGNATURE } from './saml-names.ts'

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const ENVELOPED = `${XML_SIGNATURE}enveloped-signature`

const SIGNATURES: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
])
const DIGESTS: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
])
const TRANSFORMS: ReadonlySet<string> = new Set([ENVELOPED, EXCLUSIVE])

/** The characters of a list of namespaces to be kept. For each element, all of them are looked at. */
const LONGEST_PREFIX_LIST = 500

/** The names under which XML signatures look for an id. */
const ID_NAMES = ['ID', 'Id', 'id']

/**
 * What the signature of an element covers: the element as it was signed, parsed again from the bytes whose digest is right.
 * A caller that reads only this cannot read what was wrapped around it. Undefined if the element has no signature.
 * Takes only the form that SAML prescribes (SAML Core, section 5.4): one signature as a child of the element, with one
 * reference, to the id of the element, which is unique in the document.
 * @param document the text that the element was parsed from
 * @param certificates DER in base64
 * @returns `'invalid'` if the signature has another form, or none of the certificates made it
 */
export function verifiedElement(
  document: string,
  root: XmlElement,
  element: XmlElement,
  certificates: readonly string[],
): XmlElement | 'invalid' | undefined {
  const [signature, ...more] = childrenOf(element, XML_SIGNATURE, 'Signature')
  if (!signature) return undefined
  if (more.length > 0 || !isProperForm(signature, element) || !isUnique(root, element)) return 'invalid'
  for (const certificate of certificates) {
    const signed = referenceOf(document, signature, certificate)
    if (signed !== undefined) return parseXml(signed)
  }
  return 'invalid'
}

/** The canonical text that the signature covers, if this certificate made it. */
function referenceOf(document: string, signature: XmlElement, certificate: string): string | undefined {
  const lines = certificate.match(/.{1,64}/g) ?? []
  const publicCert = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join('\n')
  // No key that the document brings along is looked at.
  const checked = new SignedXml({ publicCert, getCertFromKeyInfo: () => null })
  try {
    checked.loadSignature(signature as never)
    if (!checked.checkSignature(document)) return undefined
    const [only, ...others] = checked.getSignedReferences()
    return others.length > 0 ? undefined : only
  } catch {
    return undefined
  }
}

function isProperForm(signature: XmlElement, element: XmlElement): boolean {
  const [info, ...infos] = childrenOf(signature, XML_SIGNATURE, 'SignedInfo')
  if (!info || infos.length > 0) return false
  const [reference, ...references] = childrenOf(info, XML_SIGNATURE, 'Reference')
  if (!reference || references.length > 0) return false
  const id = element.getAttribute('ID')
  const transforms = childrenOf(reference, XML_SIGNATURE, 'Transforms').flatMap((it) =>
    childrenOf(it, XML_SIGNATURE, 'Transform'),
  )
  return (
    id !== '' &&
    elementsIn(signature).every((it) => it.getAttribute('PrefixList').length <= LONGEST_PREFIX_LIST) &&
    reference.getAttribute('URI') === `#${id}` &&
    transforms.length <= 2 &&
    transforms.every((it) => TRANSFORMS.has(it.getAttribute('Algorithm'))) &&
    transforms.some((it) => it.getAttribute('Algorithm') === ENVELOPED) &&
    algorithmOf(info, 'CanonicalizationMethod') === EXCLUSIVE &&
    SIGNATURES.has(algorithmOf(info, 'SignatureMethod')) &&
    DIGESTS.has(algorithmOf(reference, 'DigestMethod'))
  )
}

function algorithmOf(parent: XmlElement, name: string): string {
  const [method, ...more] = childrenOf(parent, XML_SIGNATURE, name)
  return method && more.length === 0 ? method.getAttribute('Algorithm') : ''
}

function isUnique(root: XmlElement, element: XmlElement): boolean {
  const id = element.getAttribute('ID')
  const holders = elementsIn(root).filter((it) => ID_NAMES.some((name) => it.getAttribute(name) === id))
  return holders.length === 1
}

/** Whether all signatures of a document are children of these elements. */
export function hasSignaturesOnlyIn(root: XmlElement, owners: readonly XmlElement[]): boolean {
  const all = elementsIn(root).filter((it) => is(it, XML_SIGNATURE, 'Signature'))
  const own = owners.flatMap((owner) => childrenOf(owner, XML_SIGNATURE, 'Signature'))
  return all.length === own.length
}
