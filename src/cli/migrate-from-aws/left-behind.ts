import type * as Sdk from '@aws-sdk/client-cognito-identity-provider'
import type { ReadPages } from './read-pages.ts'
import type { ReadProviders } from './read-providers.ts'

/** Something that a move does not bring over, or changes. */
export interface LeftBehind {
  readonly what: string
  /** Names or a number; absent where the API can't show whether the pool has any. */
  readonly found?: readonly string[] | number | undefined
  readonly so: string
}

/** What the report recommends. */
export const ADVICE = {
  domains:
    'they come along: point applications to their addresses here, and the DNS names of custom domains to this server',
  providers:
    'they come along with their users and links; register the address of this server at each of them, and give SAML providers the new certificates of the pool',
  linksByAttribute:
    'it comes along as a link by Cognito_Subject: delete links by an e-mail address and the like, and make them again with AdminLinkProviderForUser',
  appleKeys: 'the service does not return them: enter them with UpdateIdentityProvider',
  unreadableProviders: 'they stay behind: create them here once their metadata can be read',
  logos: 'the service only shows their addresses: send them again by SetUICustomization, with the CSS',
  pages: 'look yourself: what there is stays behind, so create it here',
  secondFactors:
    'the setting is kept, and so are text messages and e-mail as factors of users; they set up authenticator apps again',
  factorsOfUsers: 'users set them up again',
  riskAndLogs: 'not read; set up here what is needed',
  clientSecrets:
    'a client keeps the secret that DescribeUserPoolClient returns; add the other with AddUserPoolClientSecret',
  sessions: 'could not be read: look yourself. If sessions are tracked there: set it here',
} as const

/** What the API of the service never returns, not even to the owner of the pool. */
export const NEVER_READABLE: readonly LeftBehind[] = [
  {
    what: 'passwords',
    so: 'each comes at its first sign-in that sends the password (not by SRP), or is replaced by ForgotPassword',
  },
  {
    what: 'password history',
    so: 'former passwords can be taken again once',
  },
  {
    what: 'authenticator apps (TOTP secrets), passkeys and remembered devices',
    so: ADVICE.factorsOfUsers,
  },
  { what: 'refresh tokens and sessions', so: 'every user signs in once more' },
  {
    what: 'signing keys and the issuer',
    so: 'tokens of the former pool are not accepted here; services that verify tokens need the new issuer and JWKS',
  },
  { what: 'codes that were sent and not used', so: 'users request new codes' },
  { what: 'history of sign-ins, risk events and CloudTrail records', so: 'they stay where they are' },
  { what: 'second secrets of clients', so: ADVICE.clientSecrets },
  {
    what: 'by which attribute an identity that has not signed in yet was linked',
    so: ADVICE.linksByAttribute,
  },
  {
    what: 'risk and log configuration, WAF rules, import jobs',
    so: ADVICE.riskAndLogs,
  },
]

export interface Surroundings {
  readonly pool: Sdk.UserPoolType
  /** Undefined if it could not be read. */
  readonly identityProviders: ReadProviders | undefined
  readonly pages: Pick<ReadPages, 'logos' | 'refused' | 'unreadable'>
  readonly isSessionConfigurationKnown: boolean
  /** Paths of settings that could not be kept as they are. */
  readonly changed: readonly string[]
  /** Settings of the pool and its clients that are stored but have no effect here. */
  readonly withoutEffect: readonly string[]
}

/** What a move of this pool leaves behind. */
export function leftBehind({
  pool,
  identityProviders,
  pages,
  isSessionConfigurationKnown,
  changed,
  withoutEffect,
}: Surroundings): LeftBehind[] {
  const domains = [pool.Domain, pool.CustomDomain].filter((domain) => domain !== undefined)
  const triggers = Object.keys(pool.LambdaConfig ?? {})
  const needsMfa = pool.MfaConfiguration === 'ON' || pool.MfaConfiguration === 'OPTIONAL'
  return [
    found('addresses of the sign-in pages', domains, ADVICE.domains),
    found('Lambda functions of triggers', triggers, 'they stay in the AWS account'),
    found('addresses at identity providers', namesOf(identityProviders), ADVICE.providers),
    found('private keys of Sign in with Apple', appleKeysOf(identityProviders), ADVICE.appleKeys),
    found(
      'SAML providers whose metadata could not be read',
      identityProviders?.unreadable ?? [],
      ADVICE.unreadableProviders,
    ),
    found('logos of the classic pages', pages.logos, ADVICE.logos),
    found('parts of pages and endpoints that could not be read', pages.unreadable, ADVICE.pages),
    found('parts of pages that are not valid here', pages.refused, 'they stay behind'),
    !isSessionConfigurationKnown && {
      what: 'configuration of user sessions',
      so: ADVICE.sessions,
    },
    found('settings not kept exactly', changed, 'look at them, and change what matters'),
    found('settings kept without effect', withoutEffect, `see poolhouse config check-pool ${pool.Id}`),
    needsMfa && {
      what: `second factors (MFA is ${pool.MfaConfiguration})`,
      so: `${ADVICE.secondFactors}. A dry run and the move name the users who have an app`,
    },
  ].filter((entry) => entry !== false && entry !== undefined)
}

function namesOf(read: ReadProviders | undefined): readonly string[] | undefined {
  return read?.providers.map(({ name }) => name)
}

function appleKeysOf(read: ReadProviders | undefined): readonly string[] {
  return (read?.providers ?? []).flatMap(({ type, name, details }) =>
    type === 'SignInWithApple' && !details.private_key ? [name] : [],
  )
}

function found(what: string, names: readonly string[] | undefined, so: string): LeftBehind | undefined {
  if (names === undefined) return { what, so: `could not be read: look yourself. If there are any: ${so}` }
  return names.length === 0 ? undefined : { what, found: names, so }
}
