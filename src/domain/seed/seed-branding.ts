import { addBranding } from '../branding/add-branding.ts'
import type { ManagedLoginBranding } from '../branding/managed-login-branding.ts'
import { type RequestedCustomization, setUiCustomization } from '../branding/set-ui-customization.ts'
import { ALL_CLIENTS } from '../branding/ui-customization.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { Seeded } from './declared-world.ts'

/**
 * Stores the branding by the rules of CreateManagedLoginBranding, unless the client already has one.
 * @throws ResourceNotFound-, InvalidParameter-, LimitExceededException
 */
export async function seedBranding(
  stores: Pick<Stores, 'clients' | 'managedLoginBrandings'>,
  declared: ManagedLoginBranding,
): Promise<Seeded> {
  const present = await stores.managedLoginBrandings.ofClient(declared.clientId)
  if (present?.userPoolId === declared.userPoolId) return 'kept'
  await addBranding(stores, declared)
  return 'made'
}

/**
 * Stores the customization by the rules of SetUICustomization, unless there already is one for the same clients.
 * @throws InvalidParameterException, ResourceNotFoundException
 */
export async function seedUiCustomization(
  stores: Pick<Stores, 'clients' | 'domains' | 'uiCustomizations'>,
  pool: UserPool,
  declared: RequestedCustomization,
  now: number,
): Promise<Seeded> {
  if (await stores.uiCustomizations.find(pool.id, declared.clientId ?? ALL_CLIENTS)) return 'kept'
  await setUiCustomization(stores, pool, declared, now)
  return 'made'
}
