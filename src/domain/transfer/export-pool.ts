import { MOST_PASSKEYS } from '../passkeys/passkey.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { brandingRecords } from './records/branding.ts'
import { clientRecords } from './records/client.ts'
import { devicesOf } from './records/device.ts'
import { domainRecords } from './records/domain.ts'
import { groupRecords } from './records/group.ts'
import { identityProviderRecords, samlSigningKeyRecords } from './records/identity-provider.ts'
import { toPasskeyRecord } from './records/passkey.ts'
import type { MovedRecord } from './records/record-kinds.ts'
import { resourceServerRecords } from './records/resource-server.ts'
import { signingKeyRecords } from './records/signing-key.ts'
import { termsRecords } from './records/terms.ts'
import { uiCustomizationRecords } from './records/ui-customization.ts'
import { userRecords } from './records/user.ts'
import { userPoolRecords } from './records/user-pool.ts'

/** In the order in which an import needs them. */
const BEFORE_USERS = [
  userPoolRecords,
  signingKeyRecords,
  samlSigningKeyRecords,
  resourceServerRecords,
  domainRecords,
  clientRecords,
  uiCustomizationRecords,
  brandingRecords,
  termsRecords,
  groupRecords,
  identityProviderRecords,
]

/**
 * Yields everything that belongs to a pool, line by line. Changes made in the meantime may or may not be included; a
 * membership is only written if its group was.
 */
export async function* exportPool(stores: Stores, pool: UserPool): AsyncGenerator<MovedRecord> {
  const groups = new Set<string>()
  for (const kind of BEFORE_USERS) {
    for await (const line of kind.of(stores, pool)) {
      if (line.type === 'group') groups.add(line.name)
      yield line
    }
  }
  for await (const user of userRecords.of(stores, pool)) {
    yield user
    for (const { groupName } of await stores.groups.listForUser(pool.id, user.sub)) {
      if (groups.has(groupName)) yield { type: 'membership', userPoolId: pool.id, sub: user.sub, groupName }
    }
    for (const passkey of await stores.passkeys.list(pool.id, user.sub, MOST_PASSKEYS)) {
      yield toPasskeyRecord(passkey)
    }
    yield* devicesOf(stores, user)
    for (const identity of await stores.userIdentities.listForUser(pool.id, user.sub)) {
      yield { type: 'user-identity', ...identity }
    }
  }
}
