// Translates the service's descriptions into the terms of the domain.
import type * as Sdk from '@aws-sdk/client-cognito-identity-provider'
import type {
  GetUserPoolMfaConfigResponse,
  UserPoolClientType,
  UserPoolType,
} from '../../contract/generated/types.ts'
import { toCamelMembers } from '../../contract/member-case.ts'
import { requestedSettings } from '../../domain/clients/requested-settings.ts'
import type { ClientSecret, UserPoolClient } from '../../domain/clients/user-pool-client.ts'
import type { AttributeRequest, PoolSchema } from '../../domain/schema/attribute-definition.ts'
import { newPoolSchema } from '../../domain/schema/new-pool-schema.ts'
import {
  CLIENT_DEFAULT,
  type ClientSessionConfiguration,
  POOL_DEFAULT,
  type PoolSessionConfiguration,
} from '../../domain/sessions/session-configuration.ts'
import { withMfaConfig } from '../../domain/user-pools/settings/mfa-config.ts'
import { newSettings } from '../../domain/user-pools/settings/requested-settings.ts'
import type { UserPoolSettings } from '../../domain/user-pools/settings/user-pool-settings.ts'
import type { NewUserPoolSettingsRequest } from '../../domain/user-pools/settings/user-pool-settings-request.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { regionOfPool } from '../../domain/user-pools/user-pool.ts'
import type { Instant } from '../../kernel/clock.ts'
import { toAttributeRequest } from '../../operations/attribute-requests.ts'

/** The service returns these attributes, but requests can't set them. */
const FIXED_ATTRIBUTES = new Set(['sub', 'identities', 'email_verified', 'phone_number_verified'])

/** The same pool in the form that Poolhouse stores, with the same id. */
export function toUserPool(
  described: Sdk.UserPoolType,
  mfa: Sdk.GetUserPoolMfaConfigResponse,
  now: Instant,
): UserPool {
  const id = described.Id ?? ''
  return {
    id,
    region: regionOfPool(id),
    name: described.Name ?? '',
    schema: toSchema(described.SchemaAttributes ?? []),
    settings: toSettings(described, mfa),
    tags: described.UserPoolTags ?? {},
    ...datesOf(described, now),
  }
}

function toSettings(described: Sdk.UserPoolType, mfa: Sdk.GetUserPoolMfaConfigResponse): UserPoolSettings {
  const {
    mfaConfiguration: _,
    adminCreateUserConfig,
    ...request
  } = toCamelMembers<UserPoolType>('UserPoolType', described as unknown as UserPoolType)
  const { unusedAccountValidityDays: days, ...creation } = adminCreateUserConfig ?? {}
  const isTold = described.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays !== undefined
  const settings = newSettings({
    ...request,
    // One number with two names; a request may only use one of them.
    adminCreateUserConfig: isTold ? creation : { ...creation, unusedAccountValidityDays: days },
  } as NewUserPoolSettingsRequest)
  const config = toCamelMembers<GetUserPoolMfaConfigResponse>(
    'GetUserPoolMfaConfigResponse',
    mfa as unknown as GetUserPoolMfaConfigResponse,
  )
  const { mfaConfiguration, webAuthnConfiguration } = config
  const isOff = mfaConfiguration === undefined || mfaConfiguration === 'OFF'
  return withMfaConfig(settings, (isOff ? { webAuthnConfiguration } : config) as typeof config)
}

function toSchema(described: readonly Sdk.SchemaAttributeType[]): PoolSchema {
  return newPoolSchema(
    described
      .filter(({ Name = '' }) => !FIXED_ATTRIBUTES.has(Name))
      .map((attribute) =>
        bareName(toAttributeRequest(attribute as Parameters<typeof toAttributeRequest>[0])),
      ),
  )
}

/** The service returns custom attributes with the prefixes that it added at their creation. */
function bareName(request: AttributeRequest): AttributeRequest {
  const [, developerOnly, name] = /^(dev:)?custom:(.*)$/s.exec(request.name) ?? []
  return name === undefined
    ? request
    : { ...request, name, required: false, developerOnlyAttribute: developerOnly !== undefined }
}

export function toClient(
  described: Sdk.UserPoolClientType,
  userPoolId: string,
  now: Instant,
): { readonly client: UserPoolClient; readonly secret: ClientSecret | undefined } {
  const id = described.ClientId ?? ''
  const settings = toCamelMembers<UserPoolClientType>(
    'UserPoolClientType',
    described as unknown as UserPoolClientType,
  )
  const client: UserPoolClient = {
    id,
    userPoolId,
    name: described.ClientName ?? '',
    clientType: 'REGULAR',
    settings: requestedSettings(settings as Parameters<typeof requestedSettings>[0]),
    ...datesOf(described, now),
  }
  const { createdAt } = client
  const value = described.ClientSecret
  const secret = value ? { id: `${id}--${createdAt}`, clientId: id, value, createdAt } : undefined
  return { client, secret }
}

export function toPoolSessions({
  UserSessionTracking,
  TokenSession,
}: Sdk.GetUserPoolSessionConfigurationResponse): PoolSessionConfiguration {
  return {
    userSessionTracking: UserSessionTracking ?? POOL_DEFAULT.userSessionTracking,
    maxPerUser: TokenSession?.MaxPerUser ?? POOL_DEFAULT.maxPerUser,
  }
}

export function toClientSessions({
  SSOSession,
}: Sdk.GetUserPoolClientSessionConfigurationResponse): ClientSessionConfiguration {
  return { maxValidityMinutes: SSOSession?.MaxValidityMinutes ?? CLIENT_DEFAULT.maxValidityMinutes }
}

export function datesOf(
  {
    CreationDate,
    LastModifiedDate,
  }: { CreationDate?: Date | undefined; LastModifiedDate?: Date | undefined },
  now: Instant,
): { createdAt: Instant; modifiedAt: Instant } {
  const createdAt = CreationDate?.getTime() ?? now
  return { createdAt, modifiedAt: LastModifiedDate?.getTime() ?? createdAt }
}
