import { invalidParameter, ServiceError } from '../../contract/service-error.ts'
import { MAX_CUSTOM_DOMAINS } from './user-pool-domain.ts'

export const invalidCharacter = () =>
  invalidParameter(
    'The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$',
  )

export const reservedWord = (word: string) => invalidParameter(`Domain cannot contain reserved word: ${word}`)

export const notASubdomain = () =>
  invalidParameter(
    'Custom domain is not a valid subdomain: Was not able to resolve a DNS A record for the parent domain or domain parent is a top-level domain.',
  )

/** AWS: the name leads to something else already. Here: to this server itself. */
export const nameInUse = () =>
  invalidParameter(
    'One or more of the CNAMEs that you provided are already associated with a different resource',
  )

export const domainTaken = () => invalidParameter('Domain already associated with another user pool.')

export const poolHasDomain = () => invalidParameter('User pool already has a domain configured.')

/** Deviation: the service's own message is not known (docs/deviations.md, "domains of a replica"). */
export const customDomainInReplica = () =>
  new ServiceError(
    'OperationNotEnabledException',
    'A custom domain can only be created in the own region of the user pool.',
  )

/** Deviation: the service's own message is not known (docs/deviations.md, "custom domains per region"). */
export const tooManyCustomDomains = () =>
  new ServiceError(
    'LimitExceededException',
    `The limit of ${MAX_CUSTOM_DOMAINS} custom domains in this region is reached.`,
  )

export const managedLoginUnavailable = () =>
  new ServiceError(
    'FeatureUnavailableInTierException',
    'The following feature is not available for the LITE pricing tier configured: Managed Login Version 2',
  )

/** Deviation: the service's own message is not known (docs/deviations.md, "version of managed login"). */
export const unknownManagedLoginVersion = () =>
  invalidParameter('ManagedLoginVersion must be 1 (classic hosted UI) or 2 (managed login).')

/** Deviation: the service's own message is not known (docs/deviations.md, "routing of a domain"). */
export const routingOfPrefixDomain = () => invalidParameter('Routing is only supported for custom domains.')

/** For DeleteUserPoolDomain. */
export const noSuchDomain = () => invalidParameter('No such domain or user pool exists.')

/** For UpdateUserPoolDomain. Deviation: the service's own message is not known (docs/deviations.md, "domains"). */
export const domainNotFound = (domain: string) =>
  new ServiceError('ResourceNotFoundException', `Domain ${domain} does not exist.`)

export const noCustomDomain = () =>
  invalidParameter('User pool should have a custom domain associated, failed to update the certificate.')

export const certificateMissing = () => invalidParameter('Cannot convert custom domain to prefix domain.')
