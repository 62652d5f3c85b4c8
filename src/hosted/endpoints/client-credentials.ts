import type { ClientCredentials } from '../../domain/journeys/oauth/authenticate-client.ts'
import { OAuthError } from '../../domain/journeys/oauth/oauth-error.ts'
import type { HeaderCredentials } from '../domains/client-in-header.ts'
import type { Form } from './form.ts'

/**
 * Which client a request claims to be from: by its Authorization header (`client_secret_basic`), or by the form
 * (`client_secret_post`, or no secret).
 * @throws OAuthError for a header that cannot be read, and for two ways at once (RFC 6749, section 2.3)
 */
export function clientCredentials(
  inHeader: HeaderCredentials | undefined,
  { value }: Form,
): ClientCredentials {
  const inForm = { clientId: value('client_id'), secret: value('client_secret') }
  if (inHeader === undefined) return inForm
  if (inHeader === 'unreadable') throw new OAuthError('invalid_client')
  if (inForm.secret !== undefined) throw new OAuthError('invalid_request')
  if (inForm.clientId !== undefined && inForm.clientId !== inHeader.clientId)
    throw new OAuthError('invalid_client')
  return inHeader
}
