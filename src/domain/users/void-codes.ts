import type { Stores } from '../stores.ts'
import { abandonedContacts } from './abandoned-contacts.ts'
import type { User } from './user.ts'

/** Deletes the codes that went to contacts which a change takes from a locked user. To be called by all that change some. */
export async function voidCodes(
  stores: Pick<Stores, 'verificationCodes'>,
  before: User,
  after: User,
): Promise<void> {
  for (const contact of abandonedContacts(before, after)) {
    await stores.verificationCodes.deleteSentTo(before.userPoolId, before.sub, contact)
  }
}
