import { X509Certificate } from 'node:crypto'
import type { XmlElement } from '@xmldom/xmldom'
import {
  metadataIncomplete,
  metadataNotXml,
} from '../../domain/identity-providers/identity-provider-errors.ts'
import type { SamlMetadata } from '../../domain/identity-providers/saml-metadata.ts'
import type { Instant } from '../../kernel/clock.ts'
import { parseXml, XmlRefused } from './parse-xml.ts'
import { childrenOf, is } from './xml-elements.ts'

const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata'
const XML_SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#'
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'

/** AWS: a signing certificate has at most so many characters. */
const LONGEST_CERTIFICATE = 4096

/**
 * What is used of a metadata document (OASIS, Metadata for the SAML 2.0, section 2.4.3).
 * @throws InvalidParameterException
 */
export function parseMetadata(text: string, now: Instant): SamlMetadata {
  const { entity, provider } = findProvider(text)
  const entityId = entity.getAttribute('entityID')
  if (!entityId) throw metadataIncomplete('the entity has no entityID.')
  const singleSignOnUrl = locationOf(provider, 'SingleSignOnService')
  if (!singleSignOnUrl) {
    throw metadataIncomplete('it has no SingleSignOnService with the HTTP-Redirect binding.')
  }
  const signingCertificates = certificatesOf(provider)
  if (signingCertificates.length === 0) throw metadataIncomplete('it has no signing certificate.')
  for (const certificate of signingCertificates) assertCertificate(certificate, now)
  return {
    entityId,
    singleSignOnUrl,
    singleLogoutUrl: locationOf(provider, 'SingleLogoutService'),
    singleLogoutResponseUrl: locationOf(provider, 'SingleLogoutService', 'ResponseLocation'),
    signingCertificates,
    validUntil: instantOf(entity.getAttribute('validUntil')),
  }
}

/** The one entity of the document that is an identity provider. */
function findProvider(text: string): { readonly entity: XmlElement; readonly provider: XmlElement } {
  const root = rootOf(text)
  const entities = is(root, METADATA, 'EntitiesDescriptor')
    ? childrenOf(root, METADATA, 'EntityDescriptor')
    : [root]
  const providers = entities.flatMap((entity) => {
    const [provider] = is(entity, METADATA, 'EntityDescriptor')
      ? childrenOf(entity, METADATA, 'IDPSSODescriptor')
      : []
    return provider ? [{ entity, provider }] : []
  })
  const [only] = providers
  if (!only || providers.length > 1) throw metadataIncomplete('it does not describe one identity provider.')
  return only
}

function rootOf(text: string): XmlElement {
  try {
    return parseXml(text)
  } catch (error) {
    if (error instanceof XmlRefused) throw metadataNotXml()
    throw error
  }
}

function locationOf(provider: XmlElement, service: string, attribute = 'Location'): string | undefined {
  const services = childrenOf(provider, METADATA, service)
  return services.find((it) => it.getAttribute('Binding') === REDIRECT)?.getAttribute(attribute) || undefined
}

/** A key without a use serves for all. */
function certificatesOf(provider: XmlElement): string[] {
  const keys = childrenOf(provider, METADATA, 'KeyDescriptor').filter(
    (key) => key.getAttribute('use') !== 'encryption',
  )
  const found = keys.flatMap((key) =>
    childrenOf(key, XML_SIGNATURE, 'KeyInfo')
      .flatMap((info) => childrenOf(info, XML_SIGNATURE, 'X509Data'))
      .flatMap((data) => childrenOf(data, XML_SIGNATURE, 'X509Certificate'))
      .map((certificate) => (certificate.textContent ?? '').replace(/\s/g, '')),
  )
  return [...new Set(found)]
}

function assertCertificate(certificate: string, now: Instant): void {
  if (certificate.length > LONGEST_CERTIFICATE) throw metadataIncomplete('a signing certificate is too long.')
  try {
    if (Date.parse(new X509Certificate(Buffer.from(certificate, 'base64')).validTo) > now) return
  } catch {
    throw metadataIncomplete('a signing certificate cannot be read.')
  }
  throw metadataIncomplete('a signing certificate has expired.')
}

function instantOf(text: string): Instant | undefined {
  const instant = text ? Date.parse(text) : Number.NaN
  return Number.isNaN(instant) ? undefined : instant
}
