import { ServiceError } from '../../contract/service-error.ts'

/** Recorded on the lists of groups (docs/deviations.md, "page token of a list of clients"). */
export const invalidPageToken = () =>
  new ServiceError(
    'InvalidParameterException',
    'Provided pagination token is invalid. Check the token and try your request again.',
  )
