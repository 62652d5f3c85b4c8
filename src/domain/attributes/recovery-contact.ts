import type { RecoveryMechanism, UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'
import type { Attributes, ContactAttribute } from './attributes.ts'
import { type Contact, isVerified } from './contact.ts'

const CONTACT_OF: Readonly<Record<RecoveryMechanism['name'], ContactAttribute | undefined>> = {
  verified_email: 'email',
  verified_phone_number: 'phone_number',
  admin_only: undefined,
}

/** AWS: the rule for pools whose setting is `{}`. */
const TEXT_MESSAGE_FIRST: readonly RecoveryMechanism[] = [
  { priority: 1, name: 'verified_phone_number' },
  { priority: 2, name: 'verified_email' },
]

type Recovering = Pick<UserPoolSettings, 'accountRecoverySetting'>

/** The channels for codes that reset a password, highest priority first. */
export function recoveryChannels({ accountRecoverySetting }: Recovering): ContactAttribute[] {
  const mechanisms = accountRecoverySetting.recoveryMechanisms ?? TEXT_MESSAGE_FIRST
  return [...mechanisms].sort((a, b) => a.priority - b.priority).flatMap(({ name }) => CONTACT_OF[name] ?? [])
}

/**
 * Where to send a code that resets the password: the verified contact with the highest priority, if there is one.
 * @param unfit channels that are not to be used
 */
export function recoveryContact(
  settings: Recovering,
  attributes: Attributes,
  unfit: readonly ContactAttribute[] = [],
): Contact | undefined {
  for (const attribute of recoveryChannels(settings).filter((channel) => !unfit.includes(channel))) {
    const value = attributes.get(attribute)
    if (value && isVerified(attributes, attribute)) return { attribute, value }
  }
  return undefined
}
