import { invalidParameter, ServiceError } from '../../contract/service-error.ts'
import { MAX_TERMS } from './terms.ts'

// Deviation: the service's own messages are not known (docs/deviations.md, "terms").

export const termsExist = (clientId: string) =>
  new ServiceError('TermsExistsException', `Terms already exist for client ${clientId}`)

export const termsNotFound = () => new ServiceError('ResourceNotFoundException', 'Terms does not exist.')

export const tooManyTerms = () =>
  new ServiceError(
    'LimitExceededException',
    `The limit of ${MAX_TERMS} terms documents in this user pool is reached.`,
  )

export const noWebAddress = (url: string) => invalidParameter(`${url} is not a URL with https or http.`)
