import { createHmac } from 'node:crypto'
import { ServiceError } from '../../contract/service-error.ts'
import { equalInConstantTime } from '../../kernel/cryptography/constant-time.ts'

/** Base64(HMAC-SHA-256(client secret, username + client id)). AWS: "Computing secret hash values". */
export function secretHash(clientSecret: string, username: string, clientId: string): string {
  return createHmac('sha256', clientSecret)
    .update(username + clientId)
    .digest('base64')
}

export interface ClientSecrets {
  readonly clientId: string
  /** None, one, or two while a secret is being replaced. */
  readonly secrets: readonly string[]
}

/** Where the hash is required: for a refresh, the service words the refusal differently. */
export type SecretHashOccasion = 'request' | 'refresh'

/**
 * Checks the `SECRET_HASH` of a request.
 * @param names the names that a client may have hashed: the one that it sent, the internal username, the `sub`
 * @throws NotAuthorizedException
 */
export function assertSecretHash(
  client: ClientSecrets,
  hash: string | undefined,
  names: readonly string[],
  occasion: SecretHashOccasion = 'request',
): void {
  const { clientId, secrets } = client
  if (secrets.length === 0 && hash === undefined) return
  if (hash === undefined) throw secretHashMissing(clientId)
  if (secrets.length === 0) throw secretHashWrong(clientId)
  if (matches(client, hash, names)) return
  throw occasion === 'refresh' ? refreshHashWrong(clientId) : secretHashWrong(clientId)
}

/** Compares with all candidates, so that the time taken does not reveal which one matched. */
function matches({ clientId, secrets }: ClientSecrets, hash: string, names: readonly string[]): boolean {
  const candidates = secrets.flatMap((secret) => names.map((name) => secretHash(secret, name, clientId)))
  return candidates.filter((candidate) => equalInConstantTime(candidate, hash)).length > 0
}

const secretHashMissing = (clientId: string) =>
  new ServiceError(
    'NotAuthorizedException',
    `Client ${clientId} is configured with secret but SECRET_HASH was not received`,
  )

export const secretHashWrong = (clientId: string) =>
  new ServiceError('NotAuthorizedException', `Unable to verify secret hash for client ${clientId}`)

const refreshHashWrong = (clientId: string) =>
  new ServiceError('NotAuthorizedException', `SecretHash does not match for the client: ${clientId}`)
