import { ServiceError } from '../../contract/service-error.ts'
import { OAuthError, type OAuthErrorCode } from '../../domain/journeys/oauth/oauth-error.ts'
import type { Answer } from '../domains/answer.ts'
import { json } from '../domains/answers.ts'
import type { Exchange } from '../domains/exchange.ts'

/** What the errors of the domain mean for an endpoint. Errors that are not listed are bugs. */
export interface FailureTable {
  readonly errors: Readonly<Record<string, OAuthErrorCode>>
  /** By default 400. */
  readonly statuses?: Partial<Record<OAuthErrorCode, number>>
  readonly headers?: Readonly<Record<string, string>>
  /** Errors whose message is the description. */
  readonly described?: readonly string[]
}

/** The answer to a request that failed (RFC 6749, section 5.2). Rethrows what is a bug, or a request beyond a rate. */
export function oauthFailure(exchange: Exchange, error: unknown, table: FailureTable): Answer {
  const { code, description } = oauthErrorOf(error, table)
  const body = { error: code, ...(description !== undefined && { error_description: description }) }
  return json(exchange, table.statuses?.[code] ?? 400, body, table.headers)
}

function oauthErrorOf(error: unknown, { errors, described }: FailureTable): OAuthError {
  if (error instanceof OAuthError) return error
  const code =
    error instanceof ServiceError && Object.hasOwn(errors, error.name) ? errors[error.name] : undefined
  if (!(error instanceof ServiceError) || code === undefined) throw error
  return new OAuthError(code, described?.includes(error.name) ? error.message : undefined)
}
