import type * as Sdk from '@aws-sdk/client-cognito-identity-provider'
import { ServiceError } from '../../contract/service-error.ts'
import { assertAssets } from '../../domain/branding/asset-rules.ts'
import { parseCustomCss } from '../../domain/branding/custom-css.ts'
import { assertBrandingSettings } from '../../domain/branding/settings-rules.ts'
import { ALL_CLIENTS } from '../../domain/branding/ui-customization.ts'
import type { MovedPages } from '../../domain/moving/moved-pages.ts'
import { assertLinks } from '../../domain/terms/assert-links.ts'
import type { FormerPages } from '../../gateways/cognito-pages.ts'
import { toBranding, toCustomization, toDomain, toResourceServer, toTerms } from './pages.ts'
import { orUnreadable } from './read-clients.ts'

export interface ReadPages extends MovedPages {
  /** The kinds that could not be read. */
  readonly unreadable: readonly string[]
  /** What breaks a rule of this server, with the reason. */
  readonly refused: readonly string[]
  /** The clients, or ALL, whose logo of the classic pages stays behind: the service only shows its address. */
  readonly logos: readonly string[]
}

/** What belongs to pages and endpoints. A pool without a domain has no pages, so their branding is not asked for. */
export async function readPages(
  former: FormerPages,
  pool: Sdk.UserPoolType,
  clientIds: readonly string[],
  now: number,
): Promise<ReadPages> {
  const { Id: id = '' } = pool
  const names = [pool.Domain, pool.CustomDomain].filter((name) => name !== undefined)
  const clients = names.length > 0 ? clientIds : []
  const unreadable: string[] = []
  const refused: string[] = []

  async function read<Part>(kind: string, reading: Promise<readonly Part[]>): Promise<readonly Part[]> {
    const parts = await orUnreadable(reading)
    if (!parts) unreadable.push(kind)
    return parts ?? []
  }
  function sound(name: string, check: () => void): boolean {
    const fault = faultOf(check)
    if (fault !== undefined) refused.push(`${name} (${fault})`)
    return fault === undefined
  }

  const resourceServers = await read('resource servers', former.resourceServers())
  const domains = await read('domains', each(names, former.domain))
  const shown = await read('UI customizations', customizationsOf(former, names.length > 0, clients))
  const brandings = await read('managed login branding', brandingsOf(former, clients))
  const terms = await read('terms', former.terms())
  return {
    resourceServers: resourceServers.map((server) => toResourceServer(server, id, now)),
    domains: domains.map((domain) => toDomain(domain, pool, now)),
    customizations: shown
      .map((found) => toCustomization(found, id, now))
      .filter(({ clientId, css = '' }) => sound(`CSS of ${clientId}`, () => parseCustomCss(css))),
    brandings: brandings
      .map(([clientId, branding]) => toBranding(branding, id, clientId, now))
      .filter(({ clientId, settings = {}, assets }) =>
        sound(`branding of ${clientId}`, () => {
          assertBrandingSettings(settings)
          assertAssets(assets)
        }),
      ),
    terms: terms
      .map((document) => toTerms(document, id, now))
      .filter(({ name, clientId, links }) => sound(`${name} of ${clientId}`, () => assertLinks(links))),
    unreadable,
    refused,
    logos: shown.flatMap(({ ClientId = ALL_CLIENTS, ImageUrl }) => (ImageUrl ? [ClientId] : [])),
  }
}

async function customizationsOf(
  former: FormerPages,
  hasPages: boolean,
  clientIds: readonly string[],
): Promise<readonly Sdk.UICustomizationType[]> {
  if (!hasPages) return []
  const found = [await former.uiCustomization()]
  for (const clientId of clientIds) {
    const customization = await former.uiCustomization(clientId)
    if (customization.ClientId === clientId) found.push(customization) // else that of all clients
  }
  return found.filter(({ CSS, ImageUrl }) => CSS !== undefined || ImageUrl !== undefined)
}

async function brandingsOf(
  former: FormerPages,
  clientIds: readonly string[],
): Promise<ReadonlyArray<readonly [string, Sdk.ManagedLoginBrandingType]>> {
  const found = await each(clientIds, async (id) => [id, await former.branding(id)] as const)
  return found.flatMap(([id, branding]) => (branding ? [[id, branding] as const] : []))
}

async function each<Key, Part>(
  keys: readonly Key[],
  read: (key: Key) => Promise<Part>,
): Promise<readonly Part[]> {
  const parts: Part[] = []
  for (const key of keys) parts.push(await read(key))
  return parts
}

function faultOf(check: () => void): string | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    if (error instanceof ServiceError) return error.message
    throw error
  }
}
