import { OAuthError } from '../../../domain/journeys/oauth/oauth-error.ts'
import { isJsonObject, parsedJson } from '../../../kernel/json-object.ts'

/** AWS: at most this many characters in all. */
const LONGEST = 131_072

/**
 * `aws_client_metadata`: a JSON object of texts for triggers.
 * @throws OAuthError for anything else
 */
export function clientMetadataIn(text: string | undefined): Readonly<Record<string, string>> | undefined {
  if (text === undefined) return undefined
  const value = text.length > LONGEST ? undefined : parsedJson(text)
  if (!isJsonObject(value)) throw new OAuthError('invalid_request')
  const entries = Object.entries(value)
  if (entries.some(([, member]) => typeof member !== 'string')) throw new OAuthError('invalid_request')
  return Object.fromEntries(entries) as Record<string, string>
}
