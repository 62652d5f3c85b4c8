import { socialEndpoints } from './federation-values.ts'
import { optional, withDefault } from './setting.ts'
import { oneOf } from './values.ts'

/** How identity providers are called. */
export const FEDERATION_SETTINGS = {
  federationPrivateAddresses: withDefault(
    'off',
    oneOf('off', 'on'),
    'on: identity providers may be at private addresses, at any port and without TLS',
  ),
  socialEndpoints: {
    ...optional(
      socialEndpoints,
      'other addresses of social providers: by provider and key of ProviderDetails, {Google: {token_url: https://…}}',
    ),
    flag: false,
  },
}
