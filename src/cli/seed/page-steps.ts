import type { Seeded } from '../../domain/seed/declared-world.ts'
import { seedBranding, seedUiCustomization } from '../../domain/seed/seed-branding.ts'
import { seedDomain } from '../../domain/seed/seed-domain.ts'
import { seedResourceServer } from '../../domain/seed/seed-resource-server.ts'
import { seedTerms } from '../../domain/seed/seed-terms.ts'
import type { Stores } from '../../domain/stores.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { CommandRun } from '../command/audit-entry.ts'
import { toBranding, toCustomization, toDomain, toResourceServer, toTerms } from './declared-pages.ts'
import type { WorldUserPool } from './world.ts'

export type PageKind = 'resource servers' | 'domains' | 'UI customizations' | 'brandings' | 'terms documents'

/** One object of the file, and how it is created. */
export interface SeedStep {
  readonly kind: PageKind
  /** The operation that does the same. */
  readonly maker:
    | 'CreateManagedLoginBranding'
    | 'CreateResourceServer'
    | 'CreateTerms'
    | 'CreateUserPoolDomain'
    | 'SetUICustomization'
  readonly item: object
  seed(): Promise<Seeded>
}

/** A run of the command, with the address that custom domains must not have. */
export type PageRun = CommandRun & { readonly publicUrl: string }

/** Clients name scopes, so resource servers come before them. */
export function resourceServerSteps(
  stores: Stores,
  { id }: UserPool,
  { ResourceServers = [] }: WorldUserPool,
  run: PageRun,
): readonly SeedStep[] {
  return ResourceServers.map((item) => ({
    kind: 'resource servers',
    maker: 'CreateResourceServer',
    item,
    seed: () => seedResourceServer(stores, toResourceServer(item, id, run)),
  }))
}

/** The pages of clients, which come after these. */
export function pageSteps(
  stores: Stores,
  pool: UserPool,
  { Domains = [], UICustomizations = [], ManagedLoginBrandings = [], Terms = [] }: WorldUserPool,
  run: PageRun,
): readonly SeedStep[] {
  return [
    ...Domains.map((item) => ({
      kind: 'domains' as const,
      maker: 'CreateUserPoolDomain' as const,
      item,
      seed: () => seedDomain(stores, pool, toDomain(item, run), run),
    })),
    ...UICustomizations.map((item) => ({
      kind: 'UI customizations' as const,
      maker: 'SetUICustomization' as const,
      item,
      seed: () => seedUiCustomization(stores, pool, toCustomization(item), run.now),
    })),
    ...ManagedLoginBrandings.map((item) => ({
      kind: 'brandings' as const,
      maker: 'CreateManagedLoginBranding' as const,
      item,
      seed: async () => seedBranding(stores, toBranding(item, pool.id, run)),
    })),
    ...Terms.map((item) => ({
      kind: 'terms documents' as const,
      maker: 'CreateTerms' as const,
      item,
      seed: () => seedTerms(stores, toTerms(item, pool.id, run)),
    })),
  ]
}
