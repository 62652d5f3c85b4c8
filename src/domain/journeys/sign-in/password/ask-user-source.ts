// Users of a pool that was moved in, or has a UserMigration function, bring their passwords at their first sign-in, if it
// sends the password: their source is asked once whether it is right.
import type { ServiceError } from '../../../../contract/service-error.ts'
import { hidesUsers } from '../../../clients/hides-users.ts'
import type { UserPoolClient } from '../../../clients/user-pool-client.ts'
import { temporaryPasswordExpiry } from '../../../credentials/stored-password.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import type { UserPool } from '../../../user-pools/user-pool.ts'
import type { User } from '../../../users/user.ts'
import { incorrectUsernameOrPassword, migrationFailed, userNotFound } from '../../../users/user-errors.ts'
import { bringIn } from '../../moving/bring-in.ts'
import type { NewMember, PasswordTrial, UserSource } from '../../shared/user-source.ts'
import type { Claimant } from '../claimant.ts'
import type { SignInStep } from '../sign-in.ts'
import type { ProvenPassword } from './admission.ts'
import { keepPassword } from './keep-password.ts'
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
  return async (giveBack) =>
    (await keepSourcePassword(context, pool, { user }, sent, giveBack)) ?? incorrectUsernameOrPassword()
}

/** Takes in a user whose password is right. */
async function askForStranger(
  context: RequestContext,
  { pool, client }: SignInStep,
  { source, requested, sent }: SourceGuess,
): Promise<Finding> {
  const trial = await source.tryPassword(requested, sent)
  if (trial.says !== 'right') return refusalOf(client, trial.says)
  const member = await trial.findMember()
  if (!member) return incorrectUsernameOrPassword()
  if (member === 'failed') return refusalOf(client, member)
  return async (giveBack) => {
    const keep = () => keepSourcePassword(context, pool, member, sent, giveBack)
    const kept = (await bringIn(context, member, keep)) ?? incorrectUsernameOrPassword()
    return kept === 'clash' ? refusalOf(client, 'failed') : kept
  }
}

function refusalOf(client: UserPoolClient, says: Exclude<PasswordTrial['says'], 'right'>): ServiceError {
  if (hidesUsers(client)) return incorrectUsernameOrPassword()
  if (says === 'unknownUser') return userNotFound()
  return says === 'failed' ? migrationFailed(client.id) : incorrectUsernameOrPassword()
}

function keepSourcePassword(
  context: RequestContext,
  { settings }: UserPool,
  { user, store }: Pick<NewMember, 'user'> & Partial<Pick<NewMember, 'store'>>,
  sent: string,
  giveBack: GiveBack,
): Promise<ProvenPassword | undefined> {
  const { temporaryPasswordValidityDays } = settings.policies.passwordPolicy
  const isTemporary = user.status === 'FORCE_CHANGE_PASSWORD'
  const expiresAt = isTemporary
    ? temporaryPasswordExpiry(temporaryPasswordValidityDays, context.now)
    : undefined
  const found = { user, sent, expiresAt, isAwaited: hasNone, ...(store && { store }) }
  return keepPassword(context, found, giveBack)
}

function hasNone({ password }: { readonly password: unknown }): boolean {
  return !password
}
