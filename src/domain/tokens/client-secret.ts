import { ServiceError } from '../../contract/service-error.ts'
import { equalInConstantTime } from '../../kernel/cryptography/constant-time.ts'
import { type ClientSecrets, secretHashWrong } from '../credentials/secret-hash.ts'

/** Whether the given secret is one of the client's. AWS: a client without a secret may send any value. */
export function isClientSecret(secrets: readonly string[], given: string | undefined): boolean {
  if (secrets.length === 0) return true
  return given !== undefined && secrets.filter((secret) => equalInConstantTime(secret, given)).length > 0
}

/**
 * For GetTokensFromRefreshToken, before anything is revealed about token or user. AWS: a wrong secret gets the message
 * for a wrong hash.
 * @throws NotAuthorizedException
 */
export function assertClientSecret({ clientId, secrets }: ClientSecrets, given: string | undefined): void {
  if (secrets.length > 0 && given === undefined) throw clientSecretMissing(clientId)
  if (!isClientSecret(secrets, given)) throw secretHashWrong(clientId)
}

const clientSecretMissing = (clientId: string) =>
  new ServiceError(
    'NotAuthorizedException',
    `Client ${clientId} is configured for secret but secret was not received`,
  )
