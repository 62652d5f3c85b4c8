import type { ClientCredentials } from '../../domain/journeys/oauth/authenticate-client.ts'

const BASIC = /^basic +([A-Za-z0-9+/=]+) *$/i
const ENCODED = /[%+]/

/** The credentials in an Authorization header; `unreadable` for a header of another form or scheme. */
export type HeaderCredentials = ClientCredentials | 'unreadable'

/** What an Authorization header says of the client; undefined without one. */
export function credentialsIn(authorization: string | null): HeaderCredentials | undefined {
  return authorization === null ? undefined : (decoded(authorization) ?? 'unreadable')
}

/** Both parts are form-encoded (RFC 6749, section 2.3.1). */
function decoded(authorization: string): ClientCredentials | undefined {
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
