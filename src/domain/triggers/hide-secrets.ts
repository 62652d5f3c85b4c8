/**
 * Members whose values prove something, wherever in an event they are. Functions keep codes in the metadata, too,
 * and InboundFederation gets the tokens of the provider.
 */
const SECRETS: ReadonlySet<string> = new Set([
  'password',
  'code',
  'challengeAnswer',
  'challengeMetadata',
  'privateChallengeParameters',
  'access_token',
  'id_token',
  'refresh_token',
])

/** The content of a JSON text without the secrets of events. Undefined if it is none. */
export function withoutSecrets(text: string): unknown {
  try {
    return JSON.parse(text, (name, value) => (SECRETS.has(name) && value !== null ? '***' : value))
  } catch {
    return undefined
  }
}
