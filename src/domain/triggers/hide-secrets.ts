/**
 * Members whose values prove something, wherever in an event they are. Functions keep codes in the metadata, too;
 * InboundFederation gets the tokens of the provider, and a custom sender the links of a notification.
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
  'FEEDBACK_TOKEN',
  'ONE_CLICK_LINK_VALID',
  'ONE_CLICK_LINK_INVALID',
])

/** The content of a JSON text without the secrets of events. Undefined if it is none. */
export function withoutSecrets(text: string): unknown {
  try {
    return JSON.parse(text, (name, value) => (SECRETS.has(name) && value !== null ? '***' : value))
  } catch {
    return undefined
  }
}
