import { ServiceError } from '../../contract/service-error.ts'
import { equalInConstantTime } from '../../kernel/constant-time.ts'

/** Whether a client showed one of its secrets. AWS: one that has none may send whatever it likes. */
export function isClientSecret(secrets: readonly string[], given: string | undefined): boolean {
  if (secrets.length === 0) return true
  return given !== undefined && secrets.filter((secret) => equalInConstantTime(secret, given)).length > 0
}

/** Before anything is said of token or user. */
export function assertClientSecret(secrets: readonly string[], given: string | undefined): void {
  if (!isClientSecret(secrets, given)) throw wrongClientSecret()
}

/** Deviation: the text is that of RevokeToken, the one of this operation is not known (docs/deviations.md). */
const wrongClientSecret = () => new ServiceError('NotAuthorizedException', 'Invalid client or secret')
