import { SECOND } from '../../../../kernel/clock.ts'
import { levelOf, levelsNamed, liftingFactors } from '../../../assurance/assurance.ts'
import { levelMet, tokenOfAnother } from '../../../assurance/step-up-errors.ts'
import { usableFactors } from '../../../factors/second-factor-table.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { authenticateToken } from '../../../tokens/authenticate-token.ts'
import type { Claimant } from '../claimant.ts'
import type { Proof } from '../progress.ts'
import { stillHolding } from '../resume.ts'
import type { ProvenStep, SignInStep } from '../sign-in.ts'
import { factorStanding } from '../standing.ts'
import { challengesOf, isKnown } from './offered-challenges.ts'

const PROOFS: Readonly<Record<string, Proof>> = {
  sms: { kind: 'text-code' },
  email_otp: { kind: 'email-code' },
  otp: { kind: 'totp' },
}

/**
 * What the sign-in of an access token has proven, if a second factor lifts it to a level that is asked for. Undefined if
 * the user has to begin anew: without a token, with one that is older than `MAX_AGE`, and where another first factor is
 * needed.
 * @throws InvalidParameterException for the token of another user or client, and if the level is met; the errors of
 * {@link authenticateToken}
 */
export async function provenByToken(
  context: RequestContext,
  step: SignInStep,
  claimant: Claimant,
): Promise<ProvenStep | undefined> {
  const { pool, client, levels } = step
  const { ACCESS_TOKEN: token, MAX_AGE: maxAge } = step.parameters
  if (token === undefined || !levels) return undefined
  const { storage, tokenKeys, now } = context
  const caller = await authenticateToken(storage.stores, tokenKeys, token, now)
  if (!isKnown(claimant) || caller.client.id !== client.id || caller.user.sub !== claimant.user.sub) {
    throw tokenOfAnother()
  }
  const { family } = caller
  if (maxAge !== undefined && now - family.authTime > Number(maxAge) * SECOND) return undefined
  const { acr = '', amr: shown = [], byProvider } = family.grant
  // What a provider calls a password is not the one of the user here.
  const amr = byProvider ? [] : shown
  const present = Math.max(levelOf(amr), ...levelsNamed(pool.settings, acr))
  const usable = usableFactors(await factorStanding(storage.stores, pool, claimant.user))
  const { user, passwordRevision: revision } = claimant
  for (const target of levels.targets) {
    if (present >= target) throw levelMet()
    if (amr.includes('pwd') && revision !== null && liftingFactors(amr, target, usable).length > 0) {
      const proofs = [
        { kind: 'password', revision } as const,
        ...amr.flatMap((method) => PROOFS[method] ?? []),
      ]
      return stillHolding(user, proofs)
    }
    const alone = { ...step, levels: { targets: [target], required: true } }
    if ((await challengesOf(context, alone, claimant)).length > 0) return undefined
  }
  return undefined
}
