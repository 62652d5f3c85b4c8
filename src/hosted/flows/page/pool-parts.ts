import type { UserPoolClient } from '../../../domain/clients/user-pool-client.ts'
import { isOfReplica } from '../../../domain/domains/user-pool-domain.ts'
import { poolChallenges } from '../../../domain/factors/first-challenges.ts'
import { contactsForCodes } from '../../../domain/journeys/sign-up/sign-up.ts'
import { withRelyingParty } from '../../../domain/passkeys/passkey-settings.ts'
import { type AttributeDefinition, isCustom } from '../../../domain/schema/attribute-definition.ts'
import { customSenderOf } from '../../../domain/triggers/custom-sender.ts'
import type { UserPool } from '../../../domain/user-pools/user-pool.ts'
import type { Exchange } from '../../domains/exchange.ts'
import type { AskedAttribute } from '../../pages/sign-in/parts/attribute-fields.tsx'
import type { PasswordRules } from '../../pages/sign-in/parts/password-fields.tsx'
import type { NameKind } from '../../pages/sign-in/parts/user-name.tsx'

/** What of the settings of a pool and a client the pages depend on. */

type Settings = UserPool['settings']

/** What users call themselves by. */
export function nameKindOf({ usernameAttributes = [] }: Settings): NameKind {
  const byEmail = usernameAttributes.includes('email')
  const byPhone = usernameAttributes.includes('phone_number')
  if (byEmail && byPhone) return 'emailOrPhone'
  if (byEmail) return 'email'
  return byPhone ? 'phoneNumber' : 'username'
}

export function passwordRulesOf({ policies }: Settings): PasswordRules {
  return policies.passwordPolicy
}

/** AWS: users cannot sign up in the region of a replica. */
export function offersSignUp(
  { domain }: Pick<Exchange, 'domain'>,
  { adminCreateUserConfig }: Settings,
): boolean {
  return !isOfReplica(domain) && !adminCreateUserConfig.allowAdminCreateUserOnly
}

/** AWS: in the region of a replica, no password is reset. */
export function offersRecovery(
  { domain }: Pick<Exchange, 'domain'>,
  { accountRecoverySetting }: Settings,
): boolean {
  if (isOfReplica(domain)) return false
  const { recoveryMechanisms = [] } = accountRecoverySetting
  return !recoveryMechanisms.some(({ name }) => name === 'admin_only')
}

/** Stands for the host of the page, which is the relying party of a pool that names no other. */
const PAGE_HOST = 'page'

/** Whether users name themselves first, and then choose a factor. AWS: with ALLOW_USER_AUTH, where there is a choice. */
export function offersChoice({
  pool,
  client,
}: {
  readonly pool: UserPool
  readonly client: UserPoolClient
}): boolean {
  const isAllowed = client.settings.explicitAuthFlows?.includes('ALLOW_USER_AUTH') ?? false
  return (
    isAllowed &&
    poolChallenges(withRelyingParty(pool.settings, PAGE_HOST)).some((name) => !name.startsWith('PASSWORD'))
  )
}

/**
 * Whether a sign-up may leave out the password: the form asks for a contact to which codes go, and users may begin with
 * these on the pages.
 */
export function needsNoPassword(place: {
  readonly pool: UserPool
  readonly client: UserPoolClient
}): boolean {
  const { pool, client } = place
  const named = signUpAttributes(pool, client).map(({ name }) => name)
  const asked: readonly string[] = [...named, ...(pool.settings.usernameAttributes ?? [])]
  return offersChoice(place) && contactsForCodes(pool).some((contact) => asked.includes(contact))
}

/** Whether the pool verifies contacts, so that users who signed up can get a code that confirms them. */
export function sendsCodes({ settings }: UserPool): boolean {
  return (settings.autoVerifiedAttributes ?? []).length > 0
}

/** Whether a sign-up is confirmed by a link, where the message is an e-mail. AWS: custom senders always get a code. */
export function confirmsByLink(pool: UserPool): boolean {
  const { defaultEmailOption } = pool.settings.verificationMessageTemplate
  return defaultEmailOption === 'CONFIRM_WITH_LINK' && customSenderOf(pool, 'EMAIL') === undefined
}

/**
 * The attributes that a sign-up asks for: those that the pool requires, except the one that is the username, and those of
 * its own that the client's list of writable attributes names. Deviation: the service asks for the required ones only.
 */
export function signUpAttributes(
  { schema, settings }: UserPool,
  { settings: client }: UserPoolClient,
): AskedAttribute[] {
  const { usernameAttributes = [] } = settings
  // Where users have either an address or a number, both stay: the form does not know which it will be.
  const [username] = usernameAttributes.length === 1 ? usernameAttributes : []
  const required = schema.filter((it) => it.required && it.name !== 'sub' && it.name !== username)
  const further = schema.filter((it) => isCustom(it) && (client.writeAttributes?.includes(it.name) ?? false))
  return [...required.map((it) => asked(it, false)), ...further.map((it) => asked(it, true))]
}

const KINDS = { Boolean: 'boolean', DateTime: 'text', Number: 'number', String: 'text' } as const

/** An attribute as a form asks for it. */
export function asked(attribute: AttributeDefinition, optional: boolean): AskedAttribute {
  return { name: attribute.name, kind: KINDS[attribute.attributeDataType], optional }
}
