import type { Scenario } from './scenario.ts'
import { clientScenarios } from './scenarios/clients.ts'
import { deviceScenarios } from './scenarios/devices.ts'
import { groupScenarios } from './scenarios/groups.ts'
import { selfServiceScenarios } from './scenarios/self-service.ts'
import { signInScenarios } from './scenarios/sign-in.ts'
import { userPoolScenarios } from './scenarios/user-pools.ts'
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
]

/** By operation and, where there are several, variant: `InitiateAuth password`. */
export function scenarioCalled(name: string): Scenario {
  const found = scenarios.find(({ operation, variant }) => `${operation} ${variant}`.trim() === name)
  if (!found) throw new Error(`no scenario is called ${name}`)
  return found
}
