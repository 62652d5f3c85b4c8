import { mapIn, mapOf } from './json-map.ts'
import { type Read, WrongValue, webhookAddress } from './values.ts'

const PROVIDERS = ['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple'] as const
const KEYS = ['attributes_url', 'authorize_url', 'jwks_uri', 'oidc_issuer', 'token_url'] as const

/** Addresses of social providers, by type and by key of ProviderDetails. */
export type SocialEndpoints = Partial<
  Record<(typeof PROVIDERS)[number], Partial<Record<(typeof KEYS)[number], string>>>
>

const FORM = `addresses by provider (${PROVIDERS.join(', ')}) and key (${KEYS.join(', ')}), such as {"Google": {"token_url": "https://…"}}`

/** A map in the configuration file, which arrives here as JSON. */
export const socialEndpoints: Read<SocialEndpoints> = (text) =>
  Object.fromEntries(
    entriesOf(mapIn(text, FORM), PROVIDERS).map(([provider, addresses]) => [
      provider,
      Object.fromEntries(
        entriesOf(addresses, KEYS).map(([key, address]) => {
          if (typeof address !== 'string') throw new WrongValue(FORM)
          return [key, withoutSlash(key, webhookAddress(address), address)]
        }),
      ),
    ]),
  )

/** An issuer is compared as a text, so it gets no slash that was not written. */
function withoutSlash(key: string, read: string, written: string): string {
  return key === 'oidc_issuer' ? written : read
}

function entriesOf(value: unknown, names: readonly string[]): [string, unknown][] {
  const entries = Object.entries(mapOf(value, FORM))
  if (entries.some(([name]) => !names.includes(name))) throw new WrongValue(FORM)
  return entries
}
