import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { assertRoomForClient } from '../clients/client-quota.ts'
import { initialSecrets } from '../clients/client-secrets.ts'
import { clientSurroundings } from '../clients/client-surroundings.ts'
import { requestedSettings } from '../clients/requested-settings.ts'
import { assertClientSettings } from '../clients/settings-rules.ts'
import type { UserPoolClient } from '../clients/user-pool-client.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { DeclaredClient, Seeded } from './declared-world.ts'
import { SeedConflict } from './seed-conflict.ts'

/**
 * Creates the client by the rules of CreateUserPoolClient, unless the locked pool already has it.
 * @throws SeedConflict if another pool has a client with that id; also the errors of CreateUserPoolClient
 */
export async function seedClient(
  stores: Pick<Stores, 'clients' | 'identityProviders' | 'resourceServers'>,
  pool: UserPool,
  declared: DeclaredClient,
  { entropy, now, account }: { readonly entropy: Entropy; readonly now: Instant; readonly account: string },
): Promise<Seeded> {
  const present = await stores.clients.find(declared.id)
  if (present?.userPoolId === pool.id) return 'kept'
  if (present) throw new SeedConflict(`the user pool ${present.userPoolId} has a client ${declared.id}`)
  const client: UserPoolClient = {
    id: declared.id,
    userPoolId: pool.id,
    name: declared.name,
    clientType: 'REGULAR',
    settings: requestedSettings(declared.settings),
    createdAt: now,
    modifiedAt: now,
  }
  const secrets = initialSecrets(entropy, client, declared)
  const surroundings = await clientSurroundings(stores, pool, client, secrets, account)
  assertClientSettings(client.settings, surroundings, 'creating')
  await assertRoomForClient(stores, pool.id)
  await stores.clients.insert(client)
  for (const secret of secrets) await stores.clients.addSecret(secret)
  return 'made'
}
