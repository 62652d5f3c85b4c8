import type { EventFilterType } from '../../contract/generated/types.ts'
import { ServiceError } from '../../contract/service-error.ts'
import type { CompromisedPasswords } from './compromised-passwords.ts'
import type { Guard } from './guard.ts'

interface Lists {
  readonly compromisedPasswords: CompromisedPasswords
}

/**
 * Looks a password that was just proven up in the list of compromised ones, and notes what it finds. Returns whether the
 * sign-in is to be blocked.
 */
export function isPasswordToBlock(
  lists: Lists,
  guard: Guard | undefined,
  password: string,
): Promise<boolean> {
  return isToBlock(lists, guard, 'SIGN_IN', password)
}

/**
 * Looks a chosen password up in the list of compromised ones, and notes what it finds.
 * @throws InvalidPasswordException if it is on the list and such passwords are to be refused
 */
export async function checkChosenPassword(
  lists: Lists,
  guard: Guard | undefined,
  event: 'SIGN_UP' | 'PASSWORD_CHANGE',
  password: string,
): Promise<void> {
  if (await isToBlock(lists, guard, event, password)) throw compromisedPassword()
}

/**
 * AWS: without a configuration all events are looked at, and nothing is done. Addresses that are always allowed are only
 * spared the risk of a sign-in.
 */
async function isToBlock(
  { compromisedPasswords }: Lists,
  guard: Guard | undefined,
  event: EventFilterType,
  password: string,
): Promise<boolean> {
  if (!guard) return false
  const { eventFilter, actions } = guard.configuration?.compromisedCredentialsRiskConfiguration ?? {}
  if (eventFilter && !eventFilter.includes(event)) return false
  if (!(await compromisedPasswords.has(password))) return false
  guard.findings.compromisedCredentials = true
  if (!guard.enforces || actions?.eventAction !== 'BLOCK') return false
  guard.findings.decision = 'Block'
  return true
}

/** Source: reported of the service. */
const compromisedPassword = () =>
  new ServiceError('InvalidPasswordException', 'Provided password cannot be used for security reasons.')
