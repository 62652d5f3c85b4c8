import { hidesUsers } from '../../clients/hides-users.ts'
import type { ForeignPassword } from '../../credentials/foreign-password.ts'
import { absentPassword } from '../../credentials/password-verifier.ts'
import { assertSecretHash } from '../../credentials/secret-hash.ts'
import { type PasswordVerifier, type SrpIdentity, userIdentity } from '../../credentials/srp.ts'
import type { StoredPassword } from '../../credentials/stored-password.ts'
import type { SignInFailures } from '../../limits/sign-in-lockout.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { strangerName } from '../../strangers/stranger.ts'
import { lookUpOf } from '../../users/aliases.ts'
import type { User } from '../../users/user.ts'
import { passwordResetRequired, userNotConfirmed, userNotFound } from '../../users/user-errors.ts'
import type { SignInGuard, SignInStep } from './sign-in.ts'

/** The user that a request claims to come from, or a stranger, who must not learn that there is no such user. */
export interface NamedClaimant {
  readonly userPoolId: string
  /** The username, or the one that a stranger would have. */
  readonly name: string
  /** Absent for a stranger. */
  readonly user?: User | undefined
  /** Null for a stranger, and for a user without a password. */
  readonly passwordRevision: string | null
  /** Of the user. Those of a stranger are read only where they are needed. */
  readonly failures?: SignInFailures | undefined
  /** Threat protection over the step that names the claimant. */
  readonly guard?: SignInGuard | undefined
}

/** A claimant, and what is needed to check their password. */
export interface Claimant extends NamedClaimant {
  /** Absent for a stranger, and for a user without one. */
  readonly password?: StoredPassword | undefined
  /** Of an imported user, until the first sign-in with a password. */
  readonly foreignPassword?: ForeignPassword | undefined
  /** Of the password, or one that no password matches. */
  readonly verifier: PasswordVerifier
  readonly identity: SrpIdentity
}

/** The name and the password that were sent. */
export interface SentPassword {
  readonly requested: string
  readonly sent: string
  /** Whether the sign-in begins with it. Else the PreAuthentication function was called before. */
  readonly begins: boolean
}

/**
 * The user with the name `requested`, together with what is needed to check the password.
 * @throws NotAuthorizedException if the secret hash is not one of the client's
 * @throws UserNotFoundException where the client does not hide who exists
 */
export async function identify(
  context: RequestContext,
  step: SignInStep,
  requested: string,
): Promise<Claimant> {
  const claimant = await findClaimant(context, step, requested)
  assertKnown(step, claimant)
  return claimant
}

/** As {@link identify}, for steps that follow the first factor: the user's password stays sealed. */
export async function identifyNamed(
  context: RequestContext,
  step: SignInStep,
  requested: string,
): Promise<NamedClaimant> {
  const { pool } = step
  const lookUp = lookUpOf(pool.settings, requested, 'user')
  const found = await context.storage.stores.credentials.resolveState(pool.id, lookUp)
  const named = nameOf(context, step, requested, found?.user)
  const state = named.user && found?.state
  const { passwordRevision = null, failures } = state ?? {}
  const claimant = {
    userPoolId: pool.id,
    name: named.name,
    user: named.user,
    passwordRevision,
    failures,
    guard: step.guard,
  }
  assertKnown(step, claimant)
  return claimant
}

/** @throws UserNotFoundException for a stranger, where the client does not hide who exists */
export function assertKnown(step: SignInStep, { user }: NamedClaimant): void {
  if (!user && !hidesUsers(step.client)) throw userNotFound()
}

/** As {@link identify}, but a stranger may always go on. */
export async function findClaimant(
  context: RequestContext,
  step: SignInStep,
  requested: string,
): Promise<Claimant> {
  const { pool } = step
  const lookUp = lookUpOf(pool.settings, requested, 'user')
  const found = await context.storage.stores.credentials.resolve(pool.id, lookUp)
  const { name, user } = nameOf(context, step, requested, found?.user)
  const known = user && found?.credentials
  return {
    userPoolId: pool.id,
    name,
    user,
    passwordRevision: known?.password?.revision ?? null,
    password: known?.password,
    foreignPassword: known?.foreignPassword,
    failures: known?.failures,
    guard: step.guard,
    verifier: known?.password?.current ?? absentPassword(context.poolKeys('absent users', pool.id), name),
    identity: userIdentity(pool.id, name),
  }
}

/**
 * The claimant's name, and the user if there is one.
 * @throws NotAuthorizedException if the secret hash is not one of the client's
 */
function nameOf(
  { poolKeys }: RequestContext,
  { pool, client, secrets, parameters }: SignInStep,
  requested: string,
  found: User | undefined,
): Pick<NamedClaimant, 'name' | 'user'> {
  const user = localUser(found)
  const name = user?.username ?? strangerName(poolKeys('absent users', pool.id), pool.settings, requested)
  const names = [requested, name, user?.sub ?? name]
  assertSecretHash({ clientId: client.id, secrets }, parameters.SECRET_HASH, names)
  return { name, user }
}

/** AWS: a user who signs in elsewhere, through an identity provider, does not exist for a sign-in with a password. */
function localUser(user: User | undefined): User | undefined {
  return user?.status === 'EXTERNAL_PROVIDER' ? undefined : user
}

/**
 * Checks that the claimant may prove to know the password. AWS: unless the client hides who exists, an unconfirmed user gets
 * this error whatever the password is, and so does an imported user without a password before the first reset.
 * @throws UserNotConfirmedException, PasswordResetRequiredException
 */
export function assertMayProve(step: SignInStep, claimant: Claimant): void {
  const { user, password, foreignPassword } = claimant
  if (hidesUsers(step.client)) return
  if (user?.status === 'UNCONFIRMED') throw userNotConfirmed()
  if (user?.status === 'RESET_REQUIRED' && !password && !foreignPassword) throw passwordResetRequired()
}
