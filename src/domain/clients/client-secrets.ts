import { invalidParameter, ServiceError } from '../../contract/service-error.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { type ClientSecret, newClientSecretValue, type UserPoolClient } from './user-pool-client.ts'

/** AWS: two, so that a new secret can be put into use before the old one is deleted. */
export const MAX_SECRETS = 2

// Deviation: the service's own messages are not known (docs/deviations.md, "secrets of a client").
const generatedAndGiven = () =>
  invalidParameter('GenerateSecret cannot be true where a ClientSecret is provided.')

const registeredClient = (clientId: string) =>
  invalidParameter(
    `User pool client ${clientId} was created by dynamic client registration, whose secrets cannot be managed.`,
  )

const publicClient = (clientId: string) =>
  invalidParameter(`User pool client ${clientId} is not configured with a client secret.`)

const tooManySecrets = (clientId: string) =>
  new ServiceError(
    'LimitExceededException',
    `User pool client ${clientId} already has ${MAX_SECRETS} client secrets.`,
  )

const lastSecret = (clientId: string) =>
  invalidParameter(`The last client secret of user pool client ${clientId} cannot be deleted.`)

const secretNotFound = (secretId: string) =>
  new ServiceError('ResourceNotFoundException', `Client secret ${secretId} does not exist.`)

/** What CreateUserPoolClient may request. */
interface SecretRequest {
  readonly generateSecret?: boolean | undefined
  readonly clientSecret?: string | undefined
}

/**
 * The secret of a new client: the given one, a generated one, or none.
 * @throws InvalidParameterException if the request asks for both
 */
export function initialSecrets(
  entropy: Entropy,
  client: UserPoolClient,
  { generateSecret = false, clientSecret }: SecretRequest,
): readonly ClientSecret[] {
  if (generateSecret && clientSecret !== undefined) throw generatedAndGiven()
  if (!generateSecret && clientSecret === undefined) return []
  return [newSecret(entropy, client.id, [], clientSecret, client.createdAt)]
}

/** Another secret for a client: `value`, or a generated one. */
export function furtherSecret(
  entropy: Entropy,
  client: UserPoolClient,
  secrets: readonly ClientSecret[],
  value: string | undefined,
  now: Instant,
): ClientSecret {
  if (secrets.length === 0) throw publicClient(client.id)
  if (secrets.length >= MAX_SECRETS) throw tooManySecrets(client.id)
  return newSecret(entropy, client.id, secrets, value, now)
}

/** @throws InvalidParameterException for a client whose secrets the owner cannot manage */
export function assertSecretsManaged(client: UserPoolClient): void {
  if (client.clientType === 'DCR') throw registeredClient(client.id)
}

/** @throws ResourceNotFoundException, or InvalidParameterException for the last secret */
export function assertSecretDeletable(
  client: UserPoolClient,
  secrets: readonly ClientSecret[],
  secretId: string,
): void {
  if (!secrets.some(({ id }) => id === secretId)) throw secretNotFound(secretId)
  if (secrets.length === 1) throw lastSecret(client.id)
}

/** AWS: the id contains the time of creation. Two secrets created in the same millisecond still get different ids. */
function newSecret(
  entropy: Entropy,
  clientId: string,
  existing: readonly ClientSecret[],
  value: string | undefined,
  now: Instant,
): ClientSecret {
  const createdAt = Math.max(now, ...existing.map((secret) => secret.createdAt + 1))
  return {
    id: `${clientId}--${createdAt}`,
    clientId,
    value: value ?? newClientSecretValue(entropy),
    createdAt,
  }
}
