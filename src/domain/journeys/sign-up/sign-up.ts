import { ServiceError } from '../../../contract/service-error.ts'
import type { AttributeEntry, Attributes, ContactAttribute } from '../../attributes/attributes.ts'
import type { Contact } from '../../attributes/contact.ts'
import { type EventParts, type EventStores, recordEvent } from '../../auth-events/record-event.ts'
import { assertWritable } from '../../clients/attribute-permissions.ts'
import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import { signUpTarget } from '../../codes/contact-code.ts'
import { newCodeDigits, newVerificationCode } from '../../codes/verification-code.ts'
import { assertMeetsPolicy } from '../../credentials/password-policy.ts'
import { assertSecretHash } from '../../credentials/secret-hash.ts'
import { setPassword } from '../../credentials/set-password.ts'
import { findPublicClient } from '../../pool-clients/find-pool-client.ts'
import type { PoolClient } from '../../pool-clients/pool-client-store.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Stores } from '../../stores.ts'
import { assertNetworkAllowed } from '../../threat-protection/assert-network.ts'
import { checkChosenPassword } from '../../threat-protection/check-credentials.ts'
import { type Guard, guardOf } from '../../threat-protection/guard.ts'
import { callPreSignUp, decidedUser } from '../../triggers/pre-sign-up.ts'
import type { Metadata } from '../../triggers/trigger-event.ts'
import type { AuthFactor } from '../../user-pools/settings/user-pool-settings.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import { assertNamesFree, createUser, newUser } from '../../users/create-user.ts'
import { newSub } from '../../users/new-sub.ts'
import type { User } from '../../users/user.ts'
import { usernameTaken } from '../../users/user-errors.ts'
import { assertNoPreferredUsernameYet } from '../../users/username-rules.ts'
import type { Claim } from '../shared/claimed-user.ts'
import { signUpContact } from './sign-up-contact.ts'

export interface SignUpRequest extends Pick<Claim, 'username' | 'contextData'> {
  readonly password: string | undefined
  readonly entries: readonly AttributeEntry[]
  /** For the functions of triggers. */
  readonly validationData?: Metadata | undefined
  readonly clientMetadata?: Metadata | undefined
}

/** A sign-up that names its client, and may have to prove that it comes from it. */
export interface ClaimedSignUp extends SignUpRequest, Claim {}

/** A sign-up that meets all rules, except that its name may be taken: storing it shows that. */
export interface NewSignUp {
  readonly pool: UserPool
  readonly client: UserPoolClient
  readonly requested: string
  readonly user: User
  /** Undefined for users who only sign in with codes. */
  readonly password: string | undefined
  /** The code, and where it goes. */
  readonly toVerify: { readonly contact: Contact; readonly code: string } | undefined
  readonly request: SignUpRequest
  readonly guard: Guard | undefined
}

/**
 * Checks a sign-up against all rules that do not depend on other users.
 * @throws ResourceNotFoundException for an unknown client
 * @throws NotAuthorizedException for a wrong secret hash, a pool without sign-up, an attribute that may not be written,
 *   or a network that is blocked
 * @throws InvalidParameterException
 * @throws InvalidPasswordException
 */
export async function newSignUp(context: RequestContext, request: ClaimedSignUp): Promise<NewSignUp> {
  const { clientId, secretHash, username } = request
  const { pool, client, secrets } = await findPublicClient(context.storage.stores, clientId)
  assertSecretHash({ clientId, secrets }, secretHash, [username])
  return newSignUpAt(context, { pool, client }, request)
}

/** The same where the client is known already and sends no secret hash: on the pages of a domain. */
export async function newSignUpAt(
  context: RequestContext,
  { pool, client }: Pick<PoolClient, 'pool' | 'client'>,
  request: SignUpRequest,
): Promise<NewSignUp> {
  const { username, entries } = request
  const { settings } = pool
  if (settings.adminCreateUserConfig.allowAdminCreateUserOnly) throw signUpNotPermitted()
  const names = entries.map(({ name }) => name)
  assertWritable(client.settings, pool.schema, names)
  assertNoPreferredUsernameYet(settings, entries)
  const guard = await guardOf(context, { pool, client, contextData: request.contextData })
  if (guard) assertNetworkAllowed(guard)
  const sub = newSub(context.entropy)
  const asked = { sub, requested: username, entries, status: 'UNCONFIRMED' } as const
  const user = newUser(pool, asked, { author: 'user', requiredMayFollow: false }, context.now)
  const password = request.password || undefined
  if (password === undefined) assertNeedsNoPassword(pool, user.attributes)
  else {
    assertMeetsPolicy(settings.policies.passwordPolicy, password, 'sign-up')
    await checkChosenPassword(context, guard, 'SIGN_UP', password)
  }
  const contact = signUpContact(settings, user.attributes)
  const toVerify = contact && { contact, code: newCodeDigits(context.entropy, 'sign-up') }
  return { pool, client, requested: username, user, password, toVerify, request, guard }
}

/**
 * The sign-up as the pool's PreSignUp function decides it. A user whom it confirms needs no code. A name that is taken is
 * refused before a function is called, and again when the user is stored.
 * @throws UsernameExistsException
 * @throws UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException
 * @throws InvalidParameterException
 */
export async function decideSignUp(context: RequestContext, signUp: NewSignUp): Promise<NewSignUp> {
  const { pool, client, user, requested, request } = signUp
  const { preSignUp, customMessage } = pool.settings.lambdaConfig
  if (preSignUp === undefined && customMessage === undefined) return signUp
  const clash = { alias: 'refuse', nameTaken: usernameTaken } as const
  await assertNamesFree(context.storage.stores, pool, user, requested, clash)
  if (preSignUp === undefined) return signUp
  const { entries, validationData, clientMetadata } = request
  const decision = await callPreSignUp(context, pool, {
    source: 'SignUp',
    clientId: client.id,
    user,
    entries,
    validationData,
    clientMetadata,
  })
  const decided = { ...signUp, user: decidedUser(user, decision) }
  return decision.confirmed ? { ...decided, toVerify: undefined } : decided
}

/**
 * Stores a new user, with the password and the code.
 * @throws UsernameExistsException
 */
export async function storeSignUp(
  stores: EventStores & Pick<Stores, 'users' | 'credentials' | 'verificationCodes'>,
  parts: EventParts & Pick<RequestContext, 'poolKeys'>,
  { pool, client, requested, user, password, toVerify, guard }: NewSignUp,
): Promise<void> {
  const { now, entropy, poolKeys, requestId } = parts
  // AWS: a contact that the PreSignUp function verified is taken from the user who has it as an alias.
  const alias = user.status === 'CONFIRMED' ? 'move' : 'refuse'
  await createUser(stores, pool, user, requested, { alias, nameTaken: usernameTaken })
  if (password !== undefined) {
    const chosen = { password, occasion: 'sign-up', temporary: false } as const
    await setPassword(stores, pool, user, chosen, { entropy, now })
  }
  const response = user.status === 'CONFIRMED' ? 'Pass' : 'InProgress'
  const event = { id: requestId, type: 'SignUp', response, clientId: client.id } as const
  await recordEvent(stores, guard, user, event, parts)
  if (!toVerify) return
  const { contact, code } = toVerify
  const target = signUpTarget(user)
  const key = poolKeys('verification codes', pool.id)
  await stores.verificationCodes.put(target, newVerificationCode(key, target, contact, code, now))
}

const CODE_FACTORS: Readonly<Record<ContactAttribute, AuthFactor>> = {
  email: 'EMAIL_OTP',
  phone_number: 'SMS_OTP',
}

/** The contacts that let a user do without a password. AWS: those that the pool verifies, and sends codes to. */
export function contactsForCodes({ settings }: Pick<UserPool, 'settings'>): readonly ContactAttribute[] {
  const { allowedFirstAuthFactors } = settings.policies.signInPolicy
  return (settings.autoVerifiedAttributes ?? []).filter((contact) =>
    allowedFirstAuthFactors.includes(CODE_FACTORS[contact]),
  )
}

function assertNeedsNoPassword(pool: UserPool, attributes: Attributes): void {
  if (!contactsForCodes(pool).some((contact) => attributes.has(contact))) throw passwordNeeded()
}

const signUpNotPermitted = () =>
  new ServiceError('NotAuthorizedException', 'SignUp is not permitted for this user pool')

/** Deviation: the service's message is not known (docs/deviations.md, "sign-up without a password"). */
const passwordNeeded = () => new ServiceError('InvalidParameterException', 'Password is required to sign up.')
