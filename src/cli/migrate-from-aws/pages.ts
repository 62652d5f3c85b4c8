// Translates the service's descriptions of pages and endpoints into the terms of the domain.
import type * as Sdk from '@aws-sdk/client-cognito-identity-provider'
import type { AssetType, ResourceServerScopeType } from '../../contract/generated/types.ts'
import type { ManagedLoginBranding, Settings } from '../../domain/branding/managed-login-branding.ts'
import { ALL_CLIENTS, type UiCustomization } from '../../domain/branding/ui-customization.ts'
import type { UserPoolDomain } from '../../domain/domains/user-pool-domain.ts'
import type { ResourceServer } from '../../domain/resource-servers/resource-server.ts'
import type { Terms } from '../../domain/terms/terms.ts'
import { regionOfPool } from '../../domain/user-pools/user-pool.ts'
import { isJsonObject } from '../../kernel/json-object.ts'
import { toAssets } from '../../operations/branding/branding-shape.ts'
import { toCustomDomain, toFailover } from '../../operations/domains/domain-shapes.ts'
import { toScopes } from '../../operations/resource-servers/resource-server-shape.ts'
import { datesOf } from './settings.ts'

export function toResourceServer(
  described: Sdk.ResourceServerType,
  userPoolId: string,
  now: number,
): ResourceServer {
  return {
    userPoolId,
    identifier: described.Identifier ?? '',
    name: described.Name ?? '',
    scopes: toScopes(described.Scopes as readonly ResourceServerScopeType[] | undefined),
    createdAt: now,
    modifiedAt: now,
  }
}

export function toDomain(
  described: Sdk.DomainDescriptionType,
  { Id: userPoolId = '' }: Pick<Sdk.UserPoolType, 'Id'>,
  now: number,
): UserPoolDomain {
  const { CertificateArn, SecurityPolicy } = described.CustomDomainConfig ?? {}
  return {
    userPoolId,
    region: regionOfPool(userPoolId),
    domain: described.Domain ?? '',
    custom: toCustomDomain(CertificateArn === undefined ? undefined : { CertificateArn, SecurityPolicy }),
    managedLoginVersion: described.ManagedLoginVersion === 2 ? 2 : 1,
    failover: toFailover(described.Routing as Parameters<typeof toFailover>[0]),
    createdAt: now,
    modifiedAt: now,
  }
}

/** Without the image, of which the service only shows an address. */
export function toCustomization(
  described: Sdk.UICustomizationType,
  userPoolId: string,
  now: number,
): UiCustomization {
  return {
    userPoolId,
    clientId: described.ClientId ?? ALL_CLIENTS,
    css: described.CSS,
    image: undefined,
    ...datesOf(described, now),
  }
}

export function toBranding(
  described: Sdk.ManagedLoginBrandingType,
  userPoolId: string,
  clientId: string,
  now: number,
): ManagedLoginBranding {
  const settings: unknown = described.Settings
  return {
    id: described.ManagedLoginBrandingId ?? '',
    userPoolId,
    clientId,
    useCognitoProvidedValues: described.UseCognitoProvidedValues ?? false,
    settings: isJsonObject(settings) ? (settings as Settings) : undefined,
    assets: toAssets(described.Assets as readonly AssetType[] | undefined),
    ...datesOf(described, now),
  }
}

export function toTerms(described: Sdk.TermsType, userPoolId: string, now: number): Terms {
  return {
    id: described.TermsId ?? '',
    userPoolId,
    clientId: described.ClientId ?? '',
    name: described.TermsName as Terms['name'],
    links: described.Links ?? {},
    ...datesOf(described, now),
  }
}
