import type { Scenario } from './scenario.ts'
import { brandingScenarios } from './scenarios/branding.ts'
import { clientScenarios } from './scenarios/clients.ts'
import { deviceScenarios } from './scenarios/devices.ts'
import { domainScenarios } from './scenarios/domains.ts'
import { factorScenarios } from './scenarios/factors.ts'
import { groupScenarios } from './scenarios/groups.ts'
import { identityProviderScenarios } from './scenarios/identity-providers.ts'
import { passkeyScenarios } from './scenarios/passkeys.ts'
import { replicaScenarios } from './scenarios/replicas.ts'
import { resourceServerScenarios } from './scenarios/resource-servers.ts'
import { selfServiceScenarios } from './scenarios/self-service.ts'
import { signInScenarios } from './scenarios/sign-in.ts'
import { threatProtectionScenarios } from './scenarios/threat-protection.ts'
import { userPoolScenarios } from './scenarios/user-pools.ts'
import { userSessionScenarios } from './scenarios/user-sessions.ts'
import { userScenarios } from './scenarios/users.ts'

/** In this order: what disturbs others comes after them. */
export const scenarios: readonly Scenario[] = [
  ...userPoolScenarios,
  ...clientScenarios,
  ...signInScenarios,
  ...deviceScenarios,
  ...selfServiceScenarios,
  ...userScenarios,
  ...groupScenarios,
  ...factorScenarios,
  ...passkeyScenarios,
  ...userSessionScenarios,
  ...identityProviderScenarios,
  ...resourceServerScenarios,
  ...domainScenarios,
  ...brandingScenarios,
  ...threatProtectionScenarios,
  ...replicaScenarios,
]

/** By operation and, where there are several, variant: `InitiateAuth password`. */
export function scenarioCalled(name: string): Scenario {
  const found = scenarios.find(({ operation, variant }) => `${operation} ${variant}`.trim() === name)
  if (!found) throw new Error(`no scenario is called ${name}`)
  return found
}
