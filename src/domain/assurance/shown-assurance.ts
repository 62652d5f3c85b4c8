import type { UserPool } from '../user-pools/user-pool.ts'
import { type Assurance, acrClaims } from './assurance.ts'

/** Whether sign-ins to the pool have levels. AWS: from the ESSENTIALS tier on. */
export function hasLevels(
  { authenticationLevels }: { readonly authenticationLevels: boolean },
  { settings }: UserPool,
): boolean {
  return authenticationLevels && settings.userPoolTier !== 'LITE'
}

/** What tokens of the pool show of a sign-in: nothing where sign-ins have no levels. */
export function shownAssurance(
  server: { readonly authenticationLevels: boolean },
  pool: UserPool,
  assurance: Assurance | undefined,
): Partial<ReturnType<typeof acrClaims>> {
  return assurance && hasLevels(server, pool) ? acrClaims(pool.settings, assurance) : {}
}
