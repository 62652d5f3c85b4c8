import { ServiceError } from '../../contract/service-error.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import type { AttributeEntry, Attributes, ContactAttribute } from '../attributes/attributes.ts'
import { assertMeetsPolicy } from '../credentials/password-policy.ts'
import { setPassword } from '../credentials/set-password.ts'
import { generateTemporaryPassword } from '../credentials/temporary-password.ts'
import type { RequestContext } from '../requests/request-context.ts'
import type { Stores } from '../stores.ts'
import { type Applicant, callPreSignUp } from '../triggers/pre-sign-up.ts'
import type { AuthFactor } from '../user-pools/settings/user-pool-settings.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { type AliasClash, assertNamesFree, createUser, newUser } from '../users/create-user.ts'
import { findUser, lockUser } from '../users/find-user.ts'
import { newSub } from '../users/new-sub.ts'
import type { User } from '../users/user.ts'
import { userAccountExists } from '../users/user-errors.ts'

export interface InvitationRequest {
  readonly requested: string
  readonly entries: readonly AttributeEntry[]
  readonly temporaryPassword?: string | undefined
  /** Undefined for a new user; ignored if the user exists. */
  readonly sub?: string | undefined
}

/** An invitation of which nothing is stored yet. */
export interface Invitation {
  readonly kind: 'new' | 'again'
  readonly requested: string
  readonly user: User
  /** Undefined for users who sign in without a password. */
  readonly password: string | undefined
}

interface Moment {
  readonly entropy: Entropy
  readonly now: Instant
}

/**
 * The invitation of a new user. If users can sign in with only a code, the user needs no password; without one, the
 * user is confirmed at once, so the request must give all required attributes.
 * @throws InvalidParameterException
 * @throws InvalidPasswordException
 */
export function newInvitation(
  pool: UserPool,
  { requested, entries, temporaryPassword, sub }: InvitationRequest,
  { entropy, now }: Moment,
): Invitation {
  const withoutPassword = temporaryPassword === undefined && codeContacts(pool).length > 0
  const status = withoutPassword ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD'
  const creation = { author: 'administrator', requiredMayFollow: !withoutPassword } as const
  const chosen = { sub: sub ?? newSub(entropy), requested, entries, status } as const
  const user = newUser(pool, chosen, creation, now)
  if (withoutPassword) assertReachableByCode(pool, user.attributes)
  const password = withoutPassword ? undefined : passwordOf(pool, temporaryPassword, entropy)
  return { kind: 'new', requested, user, password }
}

/**
 * Asks the pool's PreSignUp function, if there is one, about the new user. Before it and CustomMessage, a name that is taken
 * is refused.
 * @throws UsernameExistsException
 * @throws UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException
 */
export async function askPreSignUp(
  context: RequestContext,
  pool: UserPool,
  { user, requested }: Invitation,
  alias: AliasClash,
  submitted: Pick<Applicant, 'entries' | 'validationData' | 'clientMetadata'>,
): Promise<void> {
  const { preSignUp, customMessage } = pool.settings.lambdaConfig
  if (preSignUp === undefined && customMessage === undefined) return
  const clash = { alias, nameTaken: userAccountExists }
  await assertNamesFree(context.storage.stores, pool, user, requested, clash)
  await callPreSignUp(context, pool, { source: 'AdminCreateUser', user, ...submitted })
}

/**
 * Another invitation of a user who has not used the first one, with a new password that is valid for the full time
 * again. Ignores the attributes in the request.
 * @throws UserNotFoundException
 * @throws UnsupportedUserStateException
 * @throws InvalidPasswordException
 */
export async function repeatedInvitation(
  stores: Pick<Stores, 'users'>,
  pool: UserPool,
  { requested, temporaryPassword }: InvitationRequest,
  { entropy }: Moment,
): Promise<Invitation> {
  const user = await findUser(stores, pool, requested)
  assertInvited(user, requested)
  return { kind: 'again', requested, user, password: passwordOf(pool, temporaryPassword, entropy) }
}

/**
 * Stores the user and the password of an invitation. Returns the user.
 * @throws UsernameExistsException
 */
export async function storeInvitation(
  stores: Pick<Stores, 'users' | 'credentials' | 'verificationCodes'>,
  pool: UserPool,
  invitation: Invitation,
  alias: AliasClash,
  moment: Moment,
): Promise<User> {
  const { requested, password } = invitation
  const user =
    invitation.kind === 'new' ? invitation.user : await renewInvited(stores, pool, requested, moment.now)
  if (invitation.kind === 'new') {
    await createUser(stores, pool, user, requested, { alias, nameTaken: userAccountExists })
  }
  if (password !== undefined) {
    const temporary = { password, occasion: 'invitation', temporary: true } as const
    await setPassword(stores, pool, user, temporary, moment)
  }
  return user
}

async function renewInvited(
  stores: Pick<Stores, 'users'>,
  pool: UserPool,
  requested: string,
  now: Instant,
): Promise<User> {
  const user = { ...(await lockUser(stores, pool, requested)), modifiedAt: now }
  assertInvited(user, requested)
  await stores.users.save(user)
  return user
}

function passwordOf({ settings }: UserPool, given: string | undefined, entropy: Entropy): string {
  const policy = settings.policies.passwordPolicy
  const password = given ?? generateTemporaryPassword(entropy, policy)
  assertMeetsPolicy(policy, password, 'invitation')
  return password
}

const CODE_FACTORS: Partial<Record<AuthFactor, ContactAttribute>> = {
  EMAIL_OTP: 'email',
  SMS_OTP: 'phone_number',
}

/** The channels by which the pool sends codes that are a first factor. */
function codeContacts({ settings }: UserPool): ContactAttribute[] {
  return settings.policies.signInPolicy.allowedFirstAuthFactors.flatMap(
    (factor) => CODE_FACTORS[factor] ?? [],
  )
}

function assertReachableByCode(pool: UserPool, attributes: Attributes): void {
  if (!codeContacts(pool).some((contact) => attributes.has(contact))) throw neitherPasswordNorContact()
}

function assertInvited({ status }: User, requested: string): void {
  if (status !== 'FORCE_CHANGE_PASSWORD') throw resendNotPossible(requested)
}

const resendNotPossible = (username: string) =>
  new ServiceError(
    'UnsupportedUserStateException',
    `Resend not possible. ${username} status is not FORCE_CHANGE_PASSWORD`,
  )

/** Deviation: the service's own message is not known (docs/deviations.md, "user without password or contact"). */
const neitherPasswordNorContact = () =>
  new ServiceError(
    'InvalidParameterException',
    'A user without a temporary password needs an email or phone_number that a sign-in code can be sent to.',
  )
