import type { RecoveryMechanism, UserPoolSettings } from '../user-pools/user-pool-settings.ts'
import type { Contact } from './contact.ts'
import { type Attributes, type ContactAttribute, VERIFICATION_FLAG } from './user.ts'

const CONTACT_OF: Readonly<Record<RecoveryMechanism['name'], ContactAttribute | undefined>> = {
  verified_email: 'email',
  verified_phone_number: 'phone_number',
  admin_only: undefined,
}

/** AWS: what holds in pools whose setting is `{}`. */
const TEXT_MESSAGE_FIRST: readonly RecoveryMechanism[] = [
  { priority: 1, name: 'verified_phone_number' },
  { priority: 2, name: 'verified_email' },
]

/** Where a code to reset the password goes: the verified contact of the highest priority, if there is one. */
export function recoveryContact(
  { accountRecoverySetting }: Pick<UserPoolSettings, 'accountRecoverySetting'>,
  attributes: Attributes,
): Contact | undefined {
  const mechanisms = accountRecoverySetting.recoveryMechanisms ?? TEXT_MESSAGE_FIRST
  for (const { name } of [...mechanisms].sort((a, b) => a.priority - b.priority)) {
    const attribute = CONTACT_OF[name]
    const value = attribute && attributes.get(attribute)
    if (attribute && value && attributes.get(VERIFICATION_FLAG[attribute]) === 'true') {
      return { attribute, value }
    }
  }
  return undefined
}
