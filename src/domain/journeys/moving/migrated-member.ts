import { invalidParameter } from '../../../contract/service-error.ts'
import { mfaSettings, NO_MFA_SETTINGS } from '../../factors/mfa-settings.ts'
import {
  invitedContacts,
  permitInvitation,
  postInvitation,
  prepareInvitation,
} from '../../invitations/send-invitation.ts'
import { withPermits } from '../../messages/permit-message.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { MigratedUser } from '../../triggers/user-migration.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import { lookUpOf } from '../../users/aliases.ts'
import { createUser, newUser } from '../../users/create-user.ts'
import { newSub } from '../../users/new-sub.ts'
import type { User } from '../../users/user.ts'
import { userAccountExists } from '../../users/user-errors.ts'
import { canonicalName } from '../../users/username-rules.ts'
import type { NewMember } from '../shared/user-source.ts'

/**
 * A user whom the UserMigration function describes, checked against the pool. Its welcome is counted already.
 * @param requested the name that was sent
 * @throws InvalidParameterException if the user can't be one of the pool, or can't get what the function demands
 */
export async function migratedMember(
  context: RequestContext,
  pool: UserPool,
  requested: string,
  migrated: MigratedUser,
): Promise<NewMember> {
  const { entropy, now, messageLimits } = context
  const { status, entries, isWelcomed, channels, forceAliasCreation } = migrated
  const name = migrated.username ?? requested
  const chosen = { sub: newSub(entropy), requested: name, entries, status }
  const created = newUser(pool, chosen, { author: 'administrator', requiredMayFollow: false }, now)
  const user = { ...created, mfa: secondFactors(pool, created, migrated) }
  assertAnswersTo(pool, user, requested)
  const invitation = { kind: 'new', requested: name, user, password: undefined } as const
  const contacts = invitedContacts(user, { suppressed: !isWelcomed, channels })
  const permitted = await permitInvitation(messageLimits, invitation, contacts, now)
  const permits = permitted.map(({ permit }) => permit)
  const messages = await withPermits(messageLimits, permits, () =>
    prepareInvitation(context, pool, invitation, permitted),
  )
  return {
    user,
    permits,
    async store(stores) {
      const rival = await stores.users.resolve(pool.id, lookUpOf(pool.settings, requested, 'user'))
      if (rival) return rival
      const alias = forceAliasCreation ? 'move' : 'refuse'
      await createUser(stores, pool, user, name, { alias, nameTaken: userAccountExists })
      await postInvitation(stores, context, pool, invitation, messages)
      return user
    },
  }
}

function secondFactors({ settings }: UserPool, { attributes }: User, { enableSmsMfa }: MigratedUser) {
  if (!enableSmsMfa) return NO_MFA_SETTINGS
  if (settings.mfaConfiguration === 'OFF' || !settings.smsMfaEnabled) throw noTextMessages()
  if (!attributes.has('phone_number')) throw noPhoneNumber()
  return mfaSettings({ activated: ['SMS_MFA'] })
}

/** AWS: the function may choose another username if the name that was sent is an alias of that user. */
function assertAnswersTo({ settings }: UserPool, { username, attributes }: User, requested: string): void {
  const names = settings.usernameAttributes?.length ? settings.usernameAttributes : settings.aliasAttributes
  const values = [username, ...(names ?? []).map((name) => attributes.get(name) ?? '')]
  const sent = canonicalName(settings, requested)
  if (!values.some((value) => canonicalName(settings, value) === sent)) throw otherName()
}

// These are only logged.
const noTextMessages = () => invalidParameter('enableSMSMFA needs a pool with MFA by text messages')
const noPhoneNumber = () => invalidParameter('enableSMSMFA needs a phone_number')
const otherName = () =>
  invalidParameter('the name that was sent is neither the username nor an alias of the user')
