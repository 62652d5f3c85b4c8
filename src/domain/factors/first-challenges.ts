import { relyingPartyOf } from '../passkeys/relying-party.ts'
import { availableFirstFactors, type FirstFactor, type FirstFactorStanding } from './available-factors.ts'
import { NO_MFA_SETTINGS } from './mfa-settings.ts'

/** What a sign-in by choice can begin with. AWS: a password is sent, or proven by SRP. */
export type FirstChallenge = FirstFactor | 'PASSWORD_SRP'

/** All of them, in the order in which answers list them, each with its factor. */
const FACTORS: Readonly<Record<FirstChallenge, FirstFactor>> = {
  PASSWORD_SRP: 'PASSWORD',
  PASSWORD: 'PASSWORD',
  EMAIL_OTP: 'EMAIL_OTP',
  SMS_OTP: 'SMS_OTP',
  WEB_AUTHN: 'WEB_AUTHN',
}

const FIRST_CHALLENGES = Object.keys(FACTORS) as FirstChallenge[]

export function isFirstChallenge(name: string): name is FirstChallenge {
  return Object.hasOwn(FACTORS, name)
}

/** The challenges that a user can begin with. */
export function availableChallenges(standing: FirstFactorStanding): readonly FirstChallenge[] {
  const factors = availableFirstFactors(standing)
  return FIRST_CHALLENGES.filter((challenge) => factors.includes(FACTORS[challenge]))
}

/** The challenges that the pool allows to begin with: those of a user with all factors, none of them activated. */
export function poolChallenges(settings: FirstFactorStanding['settings']): readonly FirstChallenge[] {
  const attributes = new Map([
    ['email', ''],
    ['phone_number', ''],
  ])
  return availableChallenges({
    settings,
    user: { attributes, mfa: NO_MFA_SETTINGS },
    hasSoftwareToken: true,
    hasPassword: true,
    mustChangePassword: false,
    hasPasskeys: relyingPartyOf(settings) !== undefined,
  })
}
