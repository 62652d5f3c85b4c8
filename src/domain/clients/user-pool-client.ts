import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { DIGITS, LOWER_CASE, randomText } from '../../kernel/identifiers.ts'

export type TimeUnit = 'seconds' | 'minutes' | 'hours' | 'days'

export type ExplicitAuthFlow =
  | 'ADMIN_NO_SRP_AUTH'
  | 'CUSTOM_AUTH_FLOW_ONLY'
  | 'USER_PASSWORD_AUTH'
  | 'ALLOW_ADMIN_USER_PASSWORD_AUTH'
  | 'ALLOW_CLIENT_TOKEN_AUTH'
  | 'ALLOW_CUSTOM_AUTH'
  | 'ALLOW_USER_PASSWORD_AUTH'
  | 'ALLOW_USER_SRP_AUTH'
  | 'ALLOW_REFRESH_TOKEN_AUTH'
  | 'ALLOW_USER_AUTH'

export interface TokenValidityUnits {
  readonly accessToken?: TimeUnit | undefined
  readonly idToken?: TimeUnit | undefined
  readonly refreshToken?: TimeUnit | undefined
}

/** The Amazon Pinpoint project for analytics events. We store and show it, but send nothing there. */
export interface AnalyticsConfiguration {
  readonly applicationId?: string | undefined
  readonly applicationArn?: string | undefined
  readonly roleArn?: string | undefined
  readonly externalId?: string | undefined
  readonly userDataShared?: boolean | undefined
}

/** An app client's settings, in our casing. A setting that was never set is absent, as in the service's answers. */
export interface ClientSettings {
  readonly refreshTokenValidity: number
  readonly accessTokenValidity?: number | undefined
  readonly idTokenValidity?: number | undefined
  readonly tokenValidityUnits: TokenValidityUnits
  readonly readAttributes?: readonly string[] | undefined
  readonly writeAttributes?: readonly string[] | undefined
  readonly explicitAuthFlows?: readonly ExplicitAuthFlow[] | undefined
  readonly supportedIdentityProviders?: readonly string[] | undefined
  readonly callbackURLs?: readonly string[] | undefined
  readonly logoutURLs?: readonly string[] | undefined
  readonly defaultRedirectURI?: string | undefined
  readonly allowedOAuthFlows?: readonly ('code' | 'implicit' | 'client_credentials')[] | undefined
  readonly allowedOAuthScopes?: readonly string[] | undefined
  readonly allowedOAuthFlowsUserPoolClient: boolean
  readonly analyticsConfiguration?: AnalyticsConfiguration | undefined
  readonly preventUserExistenceErrors?: 'LEGACY' | 'ENABLED' | undefined
  readonly enableTokenRevocation: boolean
  readonly enablePropagateAdditionalUserContextData: boolean
  readonly authSessionValidity: number
  readonly refreshTokenRotation?:
    | { readonly feature: 'ENABLED' | 'DISABLED'; readonly retryGracePeriodSeconds?: number | undefined }
    | undefined
}

export interface UserPoolClient {
  readonly id: string
  readonly userPoolId: string
  readonly name: string
  readonly clientType: 'REGULAR' | 'DCR'
  readonly settings: ClientSettings
  readonly createdAt: Instant
  readonly modifiedAt: Instant
}

/** One of a client's at most two secrets. */
export interface ClientSecret {
  /** `<client id>--<epoch milliseconds>` (AWS: ClientSecretDescriptorType). */
  readonly id: string
  readonly clientId: string
  readonly value: string
  readonly createdAt: Instant
}

export function newClientId(entropy: Entropy): string {
  return randomText(entropy, DIGITS + LOWER_CASE, 26)
}

export function newClientSecretValue(entropy: Entropy): string {
  return randomText(entropy, DIGITS + LOWER_CASE, 52)
}
