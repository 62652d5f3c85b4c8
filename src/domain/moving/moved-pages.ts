import type { ManagedLoginBranding } from '../branding/managed-login-branding.ts'
import type { UiCustomization } from '../branding/ui-customization.ts'
import type { UserPoolDomain } from '../domains/user-pool-domain.ts'
import type { ResourceServer } from '../resource-servers/resource-server.ts'
import type { Terms } from '../terms/terms.ts'

/** What belongs to the pages and endpoints of the former pool. */
export interface MovedPages {
  readonly resourceServers: readonly ResourceServer[]
  readonly domains: readonly UserPoolDomain[]
  readonly customizations: readonly UiCustomization[]
  readonly brandings: readonly ManagedLoginBranding[]
  readonly terms: readonly Terms[]
}
