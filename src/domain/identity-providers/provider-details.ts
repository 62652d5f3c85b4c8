import { invalidParameter } from '../../contract/service-error.ts'
import type { IdentityProvider, ProviderDetails, ProviderType } from './identity-provider.ts'
import { metadataUnreachable } from './identity-provider-errors.ts'
import type { EndpointFault } from './metadata-gateway.ts'
import type { MetadataSource } from './saml-metadata.ts'
import { socialEndpoints } from './social-endpoints.ts'

/** What is wrong with the address of a server. */
export type FaultOf = (address: string) => EndpointFault | undefined

interface Rules {
  readonly required: readonly string[]
  readonly optional: readonly string[]
  /** The message if a required one is missing or empty. */
  readonly missing: string
}

const OAUTH: Rules = {
  required: ['client_id', 'client_secret', 'authorize_scopes'],
  optional: [],
  missing: 'clientId, clientSecret and authorizeScopes are all required idp details.',
}

/** The addresses of an OIDC provider whose discovery document cannot be read. */
const OIDC_ADDRESSES = ['authorize_url', 'token_url', 'attributes_url', 'jwks_uri']

const RULES: Readonly<Record<ProviderType, Rules>> = {
  Facebook: { ...OAUTH, optional: ['api_version'] },
  Google: OAUTH,
  LoginWithAmazon: OAUTH,
  SignInWithApple: {
    required: ['client_id', 'private_key', 'team_id', 'key_id'],
    optional: ['authorize_scopes'],
    missing: 'clientId, privateKey, teamId, and keyId are all required idp details.',
  },
  OIDC: {
    required: ['client_id', 'authorize_scopes', 'oidc_issuer', 'attributes_request_method'],
    optional: ['client_secret', ...OIDC_ADDRESSES],
    missing:
      'clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.',
  },
  SAML: {
    required: [],
    optional: [
      'MetadataURL',
      'MetadataFile',
      'IDPSignout',
      'IDPInit',
      'EncryptedResponses',
      'RequestSigningAlgorithm',
    ],
    missing: '',
  },
}

/**
 * The details to store: of what the owner gives, the keys that the type has. AWS: keys that the service adds by itself,
 * and unknown ones, are accepted and have no effect.
 * @throws InvalidParameterException
 */
export function requestedDetails(
  type: ProviderType,
  given: ProviderDetails,
  faultOf: FaultOf,
): ProviderDetails {
  const { required, missing } = RULES[type]
  if (required.some((key) => !given[key])) throw invalidParameter(missing)
  const details = ownDetails(type, given)
  if (type === 'OIDC') assertOidc(details, faultOf)
  if (type === 'SAML') assertSaml(details, faultOf)
  return details
}

/** Of these details, those that the owner of a provider gives. */
export function ownDetails(type: ProviderType, details: ProviderDetails): ProviderDetails {
  const { required, optional } = RULES[type]
  return Object.fromEntries(
    [...required, ...optional].flatMap((key) => {
      const value = details[key]
      return value === undefined ? [] : [[key, value]]
    }),
  )
}

function assertOidc(details: ProviderDetails, faultOf: FaultOf): void {
  const method = details.attributes_request_method ?? ''
  if (method !== 'GET' && method !== 'POST') throw invalidRequestMethod(method)
  for (const key of ['oidc_issuer', ...OIDC_ADDRESSES]) {
    const address = details[key]
    const fault = address ? faultOf(address) : undefined
    if (fault) throw endpointRefused(fault)
  }
}

function assertSaml(details: ProviderDetails, faultOf: FaultOf): void {
  const { MetadataURL: url, MetadataFile: file } = details
  if (!url && !file)
    throw invalidParameter('At least one of the MetadataURL or MetadataFile should be provided.')
  if (url && file) throw invalidParameter('Only one of the MetadataURL or MetadataFile should be provided.')
  const fault = url ? faultOf(url) : undefined
  if (url && fault) throw metadataAddressRefused(fault, url)
  for (const key of ['IDPSignout', 'IDPInit', 'EncryptedResponses']) {
    const value = details[key]
    if (value !== undefined && value !== 'true' && value !== 'false') throw notAFlag(key)
  }
  const algorithm = details.RequestSigningAlgorithm
  if (algorithm !== undefined && algorithm !== 'rsa-sha256') throw unknownAlgorithm()
}

/** Where the metadata of a SAML provider is; undefined for other types. */
export function metadataSource(type: ProviderType, details: ProviderDetails): MetadataSource | undefined {
  if (type !== 'SAML') return undefined
  const { MetadataURL: url, MetadataFile: text = '' } = details
  return url ? { kind: 'url', url } : { kind: 'document', text }
}

/**
 * The details as the API returns them: with what the service adds, and without Apple's private key. AWS: flags that were
 * not given are not added.
 */
export function describedDetails({ type, details, saml }: IdentityProvider): ProviderDetails {
  switch (type) {
    case 'OIDC':
      return { attributes_url_add_attributes: 'false', ...details }
    case 'SAML':
      return {
        ...details,
        ...(saml && {
          SSORedirectBindingURI: saml.metadata.singleSignOnUrl,
          ...(saml.metadata.singleLogoutUrl && { SLORedirectBindingURI: saml.metadata.singleLogoutUrl }),
          ActiveEncryptionCertificate: saml.encryption.certificate,
        }),
      }
    default: {
      const { private_key: _, ...shown } = details
      return { ...shown, ...socialEndpoints(type, details) }
    }
  }
}

const invalidRequestMethod = (method: string) =>
  invalidParameter(
    `1 validation error detected: Value '${method}' at 'providerConfiguration.oidcConfig.attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]`,
  )

const FAULTS: Readonly<Record<EndpointFault, string>> = {
  'plain-http': 'OIDC endpoint must start with https://',
  malformed: 'OIDC endpoint must start with https://',
  reserved: 'Endpoints cannot be reserved IP addresses',
  private: 'Endpoints can not be private or local IPs',
  port: 'Endpoints must use port 443', // Deviation: the service's own message is not known
}

/** For an address that must not be called. */
const endpointRefused = (fault: EndpointFault) => invalidParameter(FAULTS[fault])

/** The same for metadata. AWS: the sentence about https is about OIDC providers only. */
export function metadataAddressRefused(fault: EndpointFault, url: string) {
  const isForm = fault === 'plain-http' || fault === 'malformed'
  return isForm ? metadataUnreachable(url) : endpointRefused(fault)
}

/** Deviation: the service's own messages are not known (docs/deviations.md). */
const notAFlag = (key: string) => invalidParameter(`${key} must be true or false.`)
const unknownAlgorithm = () => invalidParameter('RequestSigningAlgorithm must be rsa-sha256.')
