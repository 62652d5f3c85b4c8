import { ServiceError } from '../../contract/service-error.ts'
import type { Guard } from './guard.ts'

/** @throws NotAuthorizedException for a sign-in from an address that the configuration always blocks */
export function assertNetworkAllowed(guard: Guard): void {
  if (guard.enforces && guard.network === 'blocked') throw securityReasons()
}

/** Source: reported of the service. */
export const securityReasons = () =>
  new ServiceError('NotAuthorizedException', 'Unable to login because of security reasons')
