import { ServiceError } from '../../contract/service-error.ts'

/** A user, a recipient or an address has had too many attempts or messages. */
export const attemptLimitExceeded = () =>
  new ServiceError('LimitExceededException', 'Attempt limit exceeded, please try after some time.')

/** The requests of a category, all over the account and region, come too fast. */
export const rateExceeded = () => new ServiceError('TooManyRequestsException', 'Rate exceeded')

/** One caller, pool or user gets too many requests, or an address has guessed wrong too often. */
export const tooManyRequests = () => new ServiceError('TooManyRequestsException', 'Too many requests')
