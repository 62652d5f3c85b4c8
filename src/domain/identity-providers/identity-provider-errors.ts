import { invalidParameter, ServiceError } from '../../contract/service-error.ts'
import type { ProviderType } from './identity-provider.ts'

export const providerExists = (name: string, userPoolId: string) =>
  new ServiceError('DuplicateProviderException', `${name} already exists for tenant ${userPoolId}.`)

/** For DescribeIdentityProvider. */
export const providerNotFound = (name: string, userPoolId: string) =>
  new ServiceError(
    'ResourceNotFoundException',
    `Identity provider ${name} for tenantId ${userPoolId} does not exist.`,
  )

/** For UpdateIdentityProvider and DeleteIdentityProvider. */
export const providerToChangeNotFound = (name: string, userPoolId: string) =>
  new ServiceError(
    'ResourceNotFoundException',
    `Identity provider ${name} in User Pool ${userPoolId} does not exist.`,
  )

/** Deviation: the service's own message is not known (docs/deviations.md, like the others marked so). */
export const identifierNotFound = (identifier: string, userPoolId: string) =>
  new ServiceError(
    'ResourceNotFoundException',
    `Identity provider with identifier ${identifier} for tenantId ${userPoolId} does not exist.`,
  )

export const nameOfAnotherType = (name: string, type: ProviderType) =>
  invalidParameter(`Provider ${name} cannot be of type ${type}.`)

/** Deviation: as above. */
export const tooManyProviders = () =>
  new ServiceError('LimitExceededException', 'A user pool cannot have more than 300 identity providers.')

/** Deviation: as above. */
export const identifierTaken = (identifier: string, owner: string) =>
  invalidParameter(`The identifier ${identifier} already belongs to the identity provider ${owner}.`)

/** Deviation: as above. */
export const identifierRepeated = (identifier: string) =>
  invalidParameter(`The identifier ${identifier} is given twice.`)

export const invalidMapping = (names: readonly string[]) =>
  invalidParameter(`AttributeMapping contains invalid mapping: [${names.join(', ')}]`)

/** Deviation: as above. */
export const acrMappingUnsupported = (type: ProviderType) =>
  invalidParameter(`AcrMapping is not supported for identity providers of type ${type}.`)

/** Deviation: as above. */
export const invalidAcrMapping = () =>
  invalidParameter('AcrMapping keys must be Level1, Level2, Level3 or Level4, each with a value.')

export const metadataUnreachable = (url: string) => invalidParameter(`Error retrieving metadata from ${url}`)

export const metadataRefused = (url: string, status: number) =>
  invalidParameter(`Non-ok status code ${status} returned from remote metadata source ${url}`)

export const metadataNotXml = () => invalidParameter('Input XML is invalid')

/** Deviation: as above. */
export const metadataIncomplete = (what: string) => invalidParameter(`Invalid SAML metadata: ${what}`)
