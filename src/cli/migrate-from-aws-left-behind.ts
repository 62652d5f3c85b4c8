import type * as Sdk from '@aws-sdk/client-cognito-identity-provider'

/** Something that does not come along, or not as it is. */
export interface LeftBehind {
  readonly what: string
  /** Names or a number; absent where nobody can tell from outside whether the pool has any. */
  readonly found?: readonly string[] | number | undefined
  readonly so: string
}

/** What the API of the service gives nobody, not even the pool's owner. */
export const NEVER_READABLE: readonly LeftBehind[] = [
  {
    what: 'passwords',
    so: 'each comes at its first sign-in that sends the password (not by SRP), or is chosen anew by ForgotPassword',
  },
  {
    what: 'password history',
    so: 'former passwords can be taken again once',
  },
  {
    what: 'authenticator apps (TOTP secrets), passkeys and remembered devices',
    so: 'users set them up anew; the choice of a preferred factor goes with them',
  },
  { what: 'refresh tokens and sessions', so: 'everybody signs in once more' },
  {
    what: 'signing keys and the issuer',
    so: 'tokens of the old pool are not accepted here; whatever verifies tokens has to learn the new issuer and JWKS',
  },
  { what: 'codes that were sent and not used', so: 'ask for new ones' },
  { what: 'history of sign-ins, risk events and CloudTrail records', so: 'they stay where they are' },
  {
    what: 'second secrets of clients',
    so: 'a client keeps the secret that DescribeUserPoolClient tells; add the other with AddUserPoolClientSecret',
  },
  {
    what: 'branding of pages, risk and log configuration, terms, WAF rules, import jobs',
    so: 'not read; set up here what is needed',
  },
]

export interface Surroundings {
  readonly pool: Sdk.UserPoolType
  /** Undefined: could not be read. */
  readonly identityProviders: readonly string[] | undefined
  readonly resourceServers: readonly string[] | undefined
  readonly isSessionConfigurationKnown: boolean
  /** Paths of settings that could not be kept as they are. */
  readonly changed: readonly string[]
}

/** What this pool has that stays behind. */
export function leftBehind({
  pool,
  identityProviders,
  resourceServers,
  isSessionConfigurationKnown,
  changed,
}: Surroundings): LeftBehind[] {
  const domains = [pool.Domain, pool.CustomDomain].filter((domain) => domain !== undefined)
  const triggers = Object.keys(pool.LambdaConfig ?? {})
  const needsMfa = pool.MfaConfiguration === 'ON' || pool.MfaConfiguration === 'OPTIONAL'
  return [
    found('domains of the sign-in pages', domains, 'point applications to the pages of this server'),
    found('Lambda triggers', triggers, 'the setting is kept, the functions stay in the AWS account'),
    found(
      'identity providers',
      identityProviders,
      'create them here with their secrets; their users come along, and sign in again through them',
    ),
    found('resource servers', resourceServers, 'create them here; clients keep the scopes that they name'),
    !isSessionConfigurationKnown && {
      what: 'configuration of user sessions',
      so: 'could not be read: look yourself. If sessions are tracked there: set it here',
    },
    found('settings not kept exactly', changed, 'look at them, and change what matters'),
    needsMfa && {
      what: `second factors (MFA is ${pool.MfaConfiguration})`,
      so: 'the setting is kept; users register their factors anew where this server offers them',
    },
  ].filter((entry) => entry !== false && entry !== undefined)
}

function found(what: string, names: readonly string[] | undefined, so: string): LeftBehind | undefined {
  if (names === undefined) return { what, so: `could not be read: look yourself. If there are any: ${so}` }
  return names.length === 0 ? undefined : { what, found: names, so }
}
