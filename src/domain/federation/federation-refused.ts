import { ServiceError } from '../../contract/service-error.ts'

/** A sign-in through a provider that is refused. The client is told at its redirect URI (RFC 6749, section 4.1.2.1). */
export class FederationRefused extends Error {
  override readonly name = 'FederationRefused'
  readonly error: string
  readonly description: string | undefined
  /** The description where a SAML provider has another one. */
  readonly inSamlWords: string | undefined

  constructor(error: string, description?: string, inSamlWords?: string) {
    super(description ?? error)
    this.error = error
    this.description = description
    this.inSamlWords = inSamlWords
  }
}

/** AWS: a sentence of the service about one of its errors is followed by a space. */
const ERRORS: ReadonlySet<string> = new Set([
  'AliasExistsException',
  'InvalidLambdaResponseException',
  'InvalidParameterException',
  'LimitExceededException',
  'NotAuthorizedException',
  'PasswordResetRequiredException',
  'UnexpectedLambdaException',
  'UserLambdaValidationException',
  'UserNotConfirmedException',
])

/** AWS: what a sign-in through a SAML provider ends with, for the same reasons. */
export function inSaml({ error, description, inSamlWords }: FederationRefused): FederationRefused {
  const what = inSamlWords ?? description ?? error
  return new FederationRefused('server_error', `Invalid SAML response received: ${what}`)
}

/** What a sign-in through a provider ends with. Rethrows what is a bug. */
export function federationRefusal(error: unknown): FederationRefused {
  if (error instanceof FederationRefused) return error
  if (!(error instanceof ServiceError) || !ERRORS.has(error.name)) throw error
  return new FederationRefused('invalid_request', `${error.message} `)
}

/** A SAML assertion that signed a user in before. */
export const assertionUsed = () => new FederationRefused('server_error', 'The assertion was used before. ')

/** The provider sent no value for the claim that names the user. */
export const subjectMissing = () =>
  new FederationRefused('invalid_request', 'username attribute mapping required')

export const attributesRequired = (names: readonly string[]) =>
  new FederationRefused(
    'invalid_request',
    `attributes required: [${names.join(', ')}]`,
    `Invalid user attributes: ${names.map((name) => `${name}: The attribute is required`).join(', ')}`,
  )

/** The provider sent blank values for required attributes that the user has. */
export const requiredBlank = (names: readonly string[]) =>
  new FederationRefused(
    'invalid_request',
    `${names.map((name) => `user.${name}: Required attribute cannot be deleted.\n`).join('')} `,
    `Invalid user attributes: ${names.map((name) => `${name}: Required attribute cannot be deleted`).join(', ')}`,
  )

/** The mapping of a SAML provider sets the username, which the NameID determines. */
export const usernameMapped = () =>
  new FederationRefused(
    'server_error',
    'Invalid user attributes: username: Attribute does not exist in the schema. ',
  )

/** @param lines each ends with a line feed */
export const invalidUserAttributes = (lines: string) =>
  new FederationRefused('invalid_request', `Invalid user attributes: ${lines}`)

/**
 * AWS: in the region of a replica, users sign in who have done so in the pool's own. Deviation: the service's own words are
 * not known (docs/deviations.md, "domains of a replica").
 */
export const noNewUsersHere = () =>
  new FederationRefused('invalid_request', 'Users can not be created in this region of the user pool. ')

/** Another user has the name or one of the aliases; or the identity was linked while it signed in for the first time. */
export const alreadyFound = (username: string) =>
  new FederationRefused('invalid_request', `Already found an entry for username ${username}. `)

export const usernameTooLong = (username: string) =>
  new FederationRefused(
    'invalid_request',
    `1 validation error detected: Value '${username.slice(0, 1024)}' at 'userName' failed to satisfy constraint: Member must have length less than or equal to 128`,
  )

/** Deviation: the value is left out, since it cannot be shown (docs/deviations.md). */
export const usernameNotAllowed = () =>
  new FederationRefused(
    'invalid_request',
    "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+",
  )
