import { OAuthError } from '../../domain/journeys/oauth/oauth-error.ts'
import type { Exchange } from '../domains/exchange.ts'

/** The parameters of a form, each at most once (RFC 6749, section 3.2). */
export interface Form {
  /** Undefined if it is absent or empty. */
  value(name: string): string | undefined
}

/** @throws OAuthError for a body that is no form, and for a repeated parameter */
export function formOf({ form }: Pick<Exchange, 'form'>): Form {
  if (!form) throw new OAuthError('invalid_request')
  if (new Set(form.keys()).size < form.size) throw new OAuthError('invalid_request')
  return { value: (name) => form.get(name) || undefined }
}
