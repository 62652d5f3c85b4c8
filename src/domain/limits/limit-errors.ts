import { ServiceError } from '../../contract/service-error.ts'

/** Too many attempts or messages for a user, a recipient or an address. */
export const attemptLimitExceeded = () =>
  new ServiceError('LimitExceededException', 'Attempt limit exceeded, please try after some time.')

/** Requests of a category come too fast, counted over the whole account and region. */
export const rateExceeded = () => new ServiceError('TooManyRequestsException', 'Rate exceeded')

/** Too many requests by one caller or for one pool or user, or too many wrong guesses from an address. */
export const tooManyRequests = () => new ServiceError('TooManyRequestsException', 'Too many requests')
