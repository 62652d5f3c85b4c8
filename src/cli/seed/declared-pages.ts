// Translates what belongs to pages and endpoints from the terms of the API into those of the domain.
import type { ManagedLoginBranding } from '../../domain/branding/managed-login-branding.ts'
import type { RequestedCustomization } from '../../domain/branding/set-ui-customization.ts'
import type { NewDomain } from '../../domain/domains/add-domain.ts'
import type { ResourceServer } from '../../domain/resource-servers/resource-server.ts'
import type { Terms } from '../../domain/terms/terms.ts'
import { toAssets, toSettings } from '../../operations/branding/branding-shape.ts'
import { toCustomDomain, toFailover } from '../../operations/domains/domain-shapes.ts'
import { toScopes } from '../../operations/resource-servers/resource-server-shape.ts'
import type { CommandRun } from '../command/audit-entry.ts'
import type {
  WorldDomain,
  WorldManagedLoginBranding,
  WorldResourceServer,
  WorldTerms,
  WorldUICustomization,
} from './world.ts'

type Now = Pick<CommandRun, 'now'>
type Making = Pick<CommandRun, 'entropy' | 'now'>

export function toDomain(domain: WorldDomain, { now }: Now): NewDomain {
  return {
    domain: domain.Domain,
    custom: toCustomDomain(domain.CustomDomainConfig),
    managedLoginVersion: domain.ManagedLoginVersion,
    failover: toFailover(domain.Routing),
    createdAt: now,
  }
}

export function toResourceServer(
  server: WorldResourceServer,
  userPoolId: string,
  { now }: Now,
): ResourceServer {
  return {
    userPoolId,
    identifier: server.Identifier,
    name: server.Name,
    scopes: toScopes(server.Scopes),
    createdAt: now,
    modifiedAt: now,
  }
}

export function toCustomization(customization: WorldUICustomization): RequestedCustomization {
  return { clientId: customization.ClientId, css: customization.CSS, image: customization.ImageFile }
}

/** @throws InvalidParameterException unless the settings are an object */
export function toBranding(
  branding: WorldManagedLoginBranding,
  userPoolId: string,
  { entropy, now }: Making,
): ManagedLoginBranding {
  return {
    id: entropy.uuid(),
    userPoolId,
    clientId: branding.ClientId,
    useCognitoProvidedValues: branding.UseCognitoProvidedValues ?? false,
    settings: toSettings(branding.Settings),
    assets: toAssets(branding.Assets),
    createdAt: now,
    modifiedAt: now,
  }
}

export function toTerms(terms: WorldTerms, userPoolId: string, { entropy, now }: Making): Terms {
  return {
    id: entropy.uuid(),
    userPoolId,
    clientId: terms.ClientId,
    name: terms.TermsName as Terms['name'], // by the contract's pattern
    links: terms.Links ?? {},
    createdAt: now,
    modifiedAt: now,
  }
}
