import type { ClientCredentials } from '../../domain/journeys/oauth/authenticate-client.ts'
import { OAuthError } from '../../domain/journeys/oauth/oauth-error.ts'
import type { Form } from './form.ts'

const BASIC = /^basic +([A-Za-z0-9+/=]+) *$/i
const ENCODED = /[%+]/

/**
 * Who a client says it is: by its Authorization header (`client_secret_basic`), or by the form (`client_secret_post`, or
 * no secret).
 * @throws OAuthError for a header that cannot be read, and for two ways at once (RFC 6749, section 2.3)
 */
export function clientCredentials(authorization: string | null, { value }: Form): ClientCredentials {
  const inForm = { clientId: value('client_id'), secret: value('client_secret') }
  if (authorization === null) return inForm
  const named = inHeader(authorization)
  if (!named) throw new OAuthError('invalid_client')
  if (inForm.secret !== undefined) throw new OAuthError('invalid_request')
  if (inForm.clientId !== undefined && inForm.clientId !== named.clientId)
    throw new OAuthError('invalid_client')
  return named
}

/** The id of the client in an Authorization header, if it can be read. */
export function clientIdIn(authorization: string | null): string | undefined {
  return authorization === null ? undefined : inHeader(authorization)?.clientId
}

/** Both parts are form-encoded (RFC 6749, section 2.3.1). */
function inHeader(authorization: string): ClientCredentials | undefined {
  const [, encoded] = BASIC.exec(authorization) ?? []
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1) return undefined
  const [clientId, secret] = [formDecoded(text.slice(0, colon)), formDecoded(text.slice(colon + 1))]
  return clientId === undefined || secret === undefined ? undefined : { clientId, secret }
}

function formDecoded(text: string): string | undefined {
  if (!ENCODED.test(text)) return text // as most are
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
