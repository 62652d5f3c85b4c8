// Users of a pool that was moved in bring their passwords at their first sign-in, if it sends the password: the old
// pool is asked once whether it is right. Locks and counts of failures hold for these questions as for any password.
import { hidesUsers } from '../../clients/hides-users.ts'
import { newPassword, passwordMatches } from '../../credentials/password-verifier.ts'
import { userIdentity } from '../../credentials/srp.ts'
import {
  type PasswordRecord,
  type StoredPassword,
  temporaryPasswordExpiry,
} from '../../credentials/stored-password.ts'
import { assertNotLocked } from '../../limits/sign-in-lockout.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { User } from '../../users/user.ts'
import { incorrectUsernameOrPassword, userNotFound } from '../../users/user-errors.ts'
import { bringMember } from '../moving/bring-member.ts'
import { requiredParameter } from '../shared/required-parameters.ts'
import { type Claimant, findClaimant } from './claimant.ts'
import { assertMayTry, refuseProof } from './failures.ts'
import type { SignInStep } from './sign-in.ts'

/**
 * Asks the old pool whether the password of a user who has none here is right, and keeps it then. Undefined where it is
 * wrong or somebody else's who has the name there, where the old pool can't be asked, or where there is none. Nobody is
 * asked about users who could not come in.
 */
export async function adoptFormerPassword(
  context: RequestContext,
  { pool }: SignInStep,
  { user }: Claimant,
  sent: string,
): Promise<StoredPassword | undefined> {
  if (!user?.enabled || user.status === 'RESET_REQUIRED' || user.status === 'UNCONFIRMED') return undefined
  const former = await context.storage.stores.formerPools.find(pool.id)
  if (!former) return undefined
  const answer = await context.formerPools.tryPassword(former, user.username, sent)
  if (answer.says !== 'right' || (answer.sub ?? user.sub) !== user.sub) return undefined
  return keepPassword(context, pool, user, sent)
}

/**
 * Asks the old pool for a user whom nobody knows here, and takes in one whose password is right. Answers the claimant as
 * it is afterwards.
 * @throws NotAuthorizedException, UserNotFoundException where the client does not hide who exists
 */
export async function moveInStranger(
  context: RequestContext,
  step: SignInStep,
  stranger: Claimant,
  sent: string,
): Promise<Claimant> {
  const { pool, parameters } = step
  const former = await context.storage.stores.formerPools.find(pool.id)
  if (!former) return stranger
  await assertMayTry(context, stranger)
  const requested = requiredParameter('USERNAME', parameters.USERNAME)
  const answer = await context.formerPools.tryPassword(former, requested, sent)
  if (answer.says === 'right') {
    const member = await context.formerPools.findMember(former, requested, answer.accessToken)
    const user = member && (await bringMember(context, pool, member))
    if (user) {
      await keepPassword(context, pool, user, sent)
      return findClaimant(context, step, requested)
    }
  }
  if (hidesUsers(step.client)) return stranger // is refused, and counted, as any other
  const refusal = answer.says === 'unknownUser' ? userNotFound() : incorrectUsernameOrPassword()
  return refuseProof(context, stranger, undefined, refusal)
}

/** Of rivals with the right password all go on, with what the first one stored. */
function keepPassword(
  { storage, entropy, now }: RequestContext,
  { id, settings }: UserPool,
  { sub, username, status }: User,
  sent: string,
): Promise<StoredPassword | undefined> {
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
    if (!(await stores.users.lock(id, sub))) return undefined // deleted meanwhile
    const { password, failures } = await stores.credentials.lock(id, sub)
    assertNotLocked(failures, now) // by a rival, in the meantime
    if (password) return passwordMatches(password.current, identity, sent) ? password : undefined
    return { ...kept, revision: await stores.credentials.setPassword(id, sub, kept) }
  })
}
