import { invalidParameter, ServiceError } from '../../contract/service-error.ts'
import { MAX_LINK_LENGTH } from './user-identity.ts'

export const nativeSource = () =>
  invalidParameter(
    'Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser',
  )

export const mergingUnsupported = () =>
  invalidParameter(
    'Merging is not currently supported, provide a SourceUser that has not been signed up in order to link',
  )

export const alreadyLinked = () => invalidParameter('SourceUser is already linked to DestinationUser')

/** Deviation: the service's own message is not known (docs/deviations.md, like the others marked so). */
export const linkedToAnother = () =>
  new ServiceError('AliasExistsException', 'SourceUser is already linked to another user')

export const notLinked = () =>
  invalidParameter("Account isn't linked to anyone else, verify that the account has been linked")

/** Deviation: as above. */
export const tooManyLinks = () =>
  new ServiceError('LimitExceededException', 'The maximum number of linked identities has been reached.')

/** Deviation: as above. */
export const tooManyLinkAttributes = () =>
  new ServiceError(
    'LimitExceededException',
    'The maximum number of distinct attribute names for links to an identity provider has been reached.',
  )

/** Deviation: as above. */
export const linkTooLong = () =>
  invalidParameter(
    `Invalid SourceUser: ProviderName, ProviderAttributeName and ProviderAttributeValue have more than ${MAX_LINK_LENGTH} characters together`,
  )

/** Deviation: as above. */
export const memberMissing = (user: string, member: string) =>
  invalidParameter(`Invalid ${user}: ${member} is required`)

/** Deviation: as above. */
export const socialNeedsSubject = () =>
  invalidParameter(
    'Invalid SourceUser: ProviderAttributeName must be Cognito_Subject for a social identity provider',
  )

/** Deviation: as above. */
export const attributeNotMapped = (name: string) =>
  invalidParameter(`Invalid SourceUser: the identity provider has no attribute mapping for ${name}`)
