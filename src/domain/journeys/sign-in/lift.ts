import { type AskedLevels, levelOf, liftingFactors } from '../../assurance/assurance.ts'
import { levelOutOfReach } from '../../assurance/step-up-errors.ts'
import type { FirstChallenge } from '../../factors/first-challenges.ts'
import type { MfaSettings, SecondFactor } from '../../factors/mfa-settings.ts'
import type { SecondFactorDemand } from '../../factors/second-factor-table.ts'
import { methodsOf } from './assurance-of.ts'
import type { Proof } from './progress.ts'

const FIRST_METHODS: Readonly<Record<FirstChallenge, string>> = {
  PASSWORD: 'pwd',
  PASSWORD_SRP: 'pwd',
  EMAIL_OTP: 'email_otp',
  SMS_OTP: 'sms',
  WEB_AUTHN: 'swk',
}

/**
 * The second factors of which one is still required for a requested level: the first level that is met or can be reached.
 * None if it is met.
 * @throws InvalidParameterException if a level is required, and none can be reached
 */
export function owedForLevel(
  { targets, required }: AskedLevels,
  proofs: readonly Proof[],
  usable: readonly SecondFactor[],
): readonly SecondFactor[] {
  const methods = methodsOf(proofs)
  for (const target of targets) {
    if (levelOf(methods) >= target) return []
    const factors = liftingFactors(methods, target, usable)
    if (factors.length > 0) return factors
  }
  if (required) throw levelOutOfReach()
  return []
}

/** How one of the factors is asked for. */
export function demandForLevel(
  factors: readonly SecondFactor[],
  { preferred }: MfaSettings,
): SecondFactorDemand {
  const [first, ...others] = factors
  if (preferred && factors.includes(preferred)) return { kind: 'factor', factor: preferred }
  if (first && others.length === 0) return { kind: 'factor', factor: first }
  return { kind: 'choice', factors }
}

/**
 * Of the challenges that a sign-in may begin with, those that lead to a level that was asked for: to the first one that
 * any leads to, or to any of them if it must not show which factors the user has.
 */
export function leadingChallenges(
  { targets, required }: AskedLevels,
  challenges: readonly FirstChallenge[],
  usable: readonly SecondFactor[],
  choose: 'first' | 'any' = 'first',
): readonly FirstChallenge[] {
  const leadTo = (target: (typeof targets)[number]) => (challenge: FirstChallenge) => {
    const methods = [FIRST_METHODS[challenge]]
    return levelOf(methods) >= target || liftingFactors(methods, target, usable).length > 0
  }
  const ways = targets.map((target) => challenges.filter(leadTo(target))).filter((way) => way.length > 0)
  const [first] = ways
  if (!first) return required ? [] : challenges
  return choose === 'first' ? first : challenges.filter((challenge) => ways.flat().includes(challenge))
}
