import { ServiceError } from '../../contract/service-error.ts'
import type { Guard } from './guard.ts'

/**
 * AWS: from an address that is always blocked nobody signs in or up, except through an identity provider.
 * @throws NotAuthorizedException for such an address
 */
export function assertNetworkAllowed(guard: Guard): void {
  if (guard.enforces && guard.network === 'blocked') throw networkBlocked()
}

/** Source: reported of the service, for an address that was blocked by hand. */
const networkBlocked = () =>
  new ServiceError('NotAuthorizedException', 'Request not allowed due to security reasons.')

/** For a sign-in that is too risky. Source: reported of the service. */
export const securityReasons = () =>
  new ServiceError('NotAuthorizedException', 'Unable to login because of security reasons.')
