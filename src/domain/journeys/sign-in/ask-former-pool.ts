// Users of a pool that was moved in bring their passwords at their first sign-in, if it sends the password: the old
// pool is asked once whether it is right.
import { hidesUsers } from '../../clients/hides-users.ts'
import { newPassword, passwordMatches } from '../../credentials/password-verifier.ts'
import { userIdentity } from '../../credentials/srp.ts'
import { type PasswordRecord, temporaryPasswordExpiry } from '../../credentials/stored-password.ts'
import { assertNotLocked } from '../../limits/sign-in-lockout.ts'
import type { FormerPool } from '../../moving/former-pool.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { User } from '../../users/user.ts'
import { incorrectUsernameOrPassword, userNotFound } from '../../users/user-errors.ts'
import { bringMember } from '../moving/bring-member.ts'
import type { Proven } from './admission.ts'
import type { Claimant } from './claimant.ts'
import type { SignInStep } from './sign-in.ts'
import type { Finding, GiveBack } from './slow-proof.ts'

export interface FormerGuess {
  readonly claimant: Claimant
  readonly former: FormerPool
  /** The name and the password that were sent. */
  readonly requested: string
  readonly sent: string
}

/** Asks for a user who has no password here, or for somebody whom nobody knows here. */
export function askFormerPool(
  context: RequestContext,
  step: SignInStep,
  guess: FormerGuess,
): Promise<Finding> {
  const { user } = guess.claimant
  return user ? askForUser(context, step, guess, user) : askForStranger(context, step, guess)
}

/** A password is wrong too if it is somebody else's who has the name there, or if the old pool can't be asked. */
async function askForUser(
  context: RequestContext,
  { pool }: SignInStep,
  { former, sent }: FormerGuess,
  user: User,
): Promise<Finding> {
  const answer = await context.formerPools.tryPassword(former, user.username, sent)
  if (answer.says !== 'right' || (answer.sub ?? user.sub) !== user.sub) return incorrectUsernameOrPassword()
  return (giveBack) => keepPassword(context, pool, user, sent, giveBack)
}

/** Takes in one whose password is right. */
async function askForStranger(
  context: RequestContext,
  { pool, client }: SignInStep,
  { former, requested, sent }: FormerGuess,
): Promise<Finding> {
  const answer = await context.formerPools.tryPassword(former, requested, sent)
  if (answer.says === 'unknownUser' && !hidesUsers(client)) return userNotFound()
  if (answer.says !== 'right') return incorrectUsernameOrPassword()
  const member = await context.formerPools.findMember(former, requested, answer.accessToken)
  return async (giveBack) => {
    const user = member && (await bringMember(context, pool, member))
    return user && keepPassword(context, pool, user, sent, giveBack)
  }
}

/** Of rivals with the right password all go on, with what the first one stored. */
function keepPassword(
  { storage, entropy, now }: RequestContext,
  { id, settings }: UserPool,
  user: User,
  sent: string,
  giveBack: GiveBack,
): Promise<Proven | undefined> {
  const { sub, username, status } = user
  const identity = userIdentity(id, username)
  const { temporaryPasswordValidityDays } = settings.policies.passwordPolicy
  const isTemporary = status === 'FORCE_CHANGE_PASSWORD'
  const kept: PasswordRecord = {
    current: newPassword(entropy, identity, sent),
    former: [],
    setAt: now,
    expiresAt: isTemporary ? temporaryPasswordExpiry(temporaryPasswordValidityDays, now) : undefined,
  }
  return storage.bookkeeping(async (stores) => {
    await giveBack(stores)
    if (!(await stores.users.lock(id, sub))) return undefined // deleted meanwhile
    const { password, failures } = await stores.credentials.lock(id, sub)
    assertNotLocked(failures, now) // by a rival, in the meantime
    if (password) return passwordMatches(password.current, identity, sent) ? { user, password } : undefined
    const revision = await stores.credentials.setPassword(id, sub, kept)
    return { user, password: { ...kept, revision } }
  })
}
