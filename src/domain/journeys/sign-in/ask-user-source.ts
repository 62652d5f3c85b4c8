// Users of a pool that was moved in bring their passwords at their first sign-in, if it sends the password: their source
// is asked once whether it is right.
import { hidesUsers } from '../../clients/hides-users.ts'
import { temporaryPasswordExpiry } from '../../credentials/stored-password.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { User } from '../../users/user.ts'
import { incorrectUsernameOrPassword, userNotFound } from '../../users/user-errors.ts'
import { bringMember } from '../moving/bring-member.ts'
import type { UserSource } from '../shared/user-source.ts'
import type { ProvenPassword } from './admission.ts'
import type { Claimant } from './claimant.ts'
import { keepPassword } from './keep-password.ts'
import type { SignInStep } from './sign-in.ts'
import type { Finding, GiveBack } from './slow-proof.ts'

export interface SourceGuess {
  readonly claimant: Claimant
  readonly source: UserSource
  /** The name and the password that were sent. */
  readonly requested: string
  readonly sent: string
}

/** Asks about a user who has no password here, or who is unknown here. */
export function askUserSource(
  context: RequestContext,
  step: SignInStep,
  guess: SourceGuess,
): Promise<Finding> {
  const { user } = guess.claimant
  return user ? askForUser(context, step, guess, user) : askForStranger(context, step, guess)
}

/** A password is wrong too if it belongs to another user of that name there, or if the source can't be asked. */
async function askForUser(
  context: RequestContext,
  { pool }: SignInStep,
  { source, sent }: SourceGuess,
  user: User,
): Promise<Finding> {
  const trial = await source.tryPassword(user.username, sent)
  if (trial.says !== 'right' || (trial.sub ?? user.sub) !== user.sub) return incorrectUsernameOrPassword()
  return (giveBack) => keepSourcePassword(context, pool, user, sent, giveBack)
}

/** Takes in a user whose password is right. */
async function askForStranger(
  context: RequestContext,
  { pool, client }: SignInStep,
  { source, requested, sent }: SourceGuess,
): Promise<Finding> {
  const trial = await source.tryPassword(requested, sent)
  if (trial.says === 'unknownUser' && !hidesUsers(client)) return userNotFound()
  if (trial.says !== 'right') return incorrectUsernameOrPassword()
  const member = await trial.findMember()
  return async (giveBack) => {
    const user = member && (await bringMember(context, pool, member))
    return user && keepSourcePassword(context, pool, user, sent, giveBack)
  }
}

function keepSourcePassword(
  context: RequestContext,
  { settings }: UserPool,
  user: User,
  sent: string,
  giveBack: GiveBack,
): Promise<ProvenPassword | undefined> {
  const { temporaryPasswordValidityDays } = settings.policies.passwordPolicy
  const isTemporary = user.status === 'FORCE_CHANGE_PASSWORD'
  const expiresAt = isTemporary
    ? temporaryPasswordExpiry(temporaryPasswordValidityDays, context.now)
    : undefined
  const found = { sent, expiresAt, isAwaited: hasNone }
  return keepPassword(context, user, found, giveBack)
}

function hasNone({ password }: { readonly password: unknown }): boolean {
  return !password
}
