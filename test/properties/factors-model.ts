// What a sign-in needs, in a few lines: written from the documentation, apart from the server's code.
import { codeAt, STEP } from '../support/authenticator-app.ts'

/** `s` stands for text messages, `t` for authenticator apps, `e` for e-mail. */
export type Factor = 's' | 't' | 'e'
export const FACTORS: readonly Factor[] = ['s', 't', 'e']

export const CHALLENGES = { s: 'SMS_MFA', t: 'SOFTWARE_TOKEN_MFA', e: 'EMAIL_OTP' } as const
export type ChallengeName =
  | 'SMS_MFA'
  | 'SOFTWARE_TOKEN_MFA'
  | 'EMAIL_OTP'
  | 'SELECT_MFA_TYPE'
  | 'MFA_SETUP'
  | 'NEW_PASSWORD_REQUIRED'
  | 'DEVICE_SRP_AUTH'
  | 'DEVICE_PASSWORD_VERIFIER'
  | 'SELECT_CHALLENGE'
  | 'SMS_OTP'
/** What a step of a sign-in comes to. */
export type Came = ChallengeName | 'tokens' | 'refused'

export interface Pool {
  readonly id: string
  /** Codes may be first factors. */
  readonly hasChoice: boolean
  mfa: 'OFF' | 'OPTIONAL' | 'ON'
  offers: string
}

export interface App {
  readonly secret: string
  /** The latest step of 30 seconds whose code was used. */
  used: number
}

/** A device that its user has confirmed: it is remembered. */
export interface Device {
  readonly DeviceKey: string
  readonly DeviceGroupKey: string
  readonly password: string
}

export interface DeviceProof {
  readonly device: Device
  readonly answers: Readonly<Record<string, string>>
}

/** What is proven besides the password. */
export type Proven = Factor | 'device'

export interface Account {
  readonly pool: Pool
  readonly name: string
  readonly sub: string
  password: string
  /** Changes with the password. */
  revision: number
  invited: boolean
  enabled: boolean
  /** A number and an address. */
  readonly contacts: { s?: string | undefined; e?: string | undefined }
  app: App | undefined
  pending: App | undefined
  activated: Set<Factor>
  preferred: Factor | undefined
  /** At most so many since the last tokens; from the fifth on, the user may be locked out. */
  failures: number
  /** Answers, in all: only so many codes may be tried in an hour. */
  tries: number
  /** Of the latest sign-in. */
  tokens: Tokens | undefined
  device: Device | undefined
}

export interface Tokens {
  readonly AccessToken?: string | undefined
  readonly NewDeviceMetadata?:
    | { readonly DeviceKey?: string | undefined; readonly DeviceGroupKey?: string | undefined }
    | undefined
}

/** A session that was presented to somebody. */
export interface Held {
  readonly text: string
  readonly client: number
  readonly account: Account
  readonly until: number
  readonly revision: number
  /** The challenge that it was presented with, and what else it may be used for. */
  readonly accepts: readonly [ChallengeName, ...(ChallengeName | 'associate' | 'verify')[]]
  /** Nothing is proven yet: the session does not depend on the password. */
  readonly isFirst?: boolean
  /** The factor that was proven besides the password. */
  readonly proven?: Proven | undefined
  readonly code?: { readonly digits: string; readonly to: string } | undefined
  /** The code went to a contact that the user is just setting up. */
  readonly isNewContact?: boolean
  /** The app that was just set up. */
  readonly app?: App | undefined
  /** The proof of the device that the session is for. */
  readonly proof?: ((now: number) => DeviceProof) | undefined
  spent: boolean
}

/** A confirmed user who has nothing but a password. */
export function newAccount(known: Pick<Account, 'pool' | 'name' | 'sub' | 'password'>): Account {
  return {
    ...known,
    ...{ revision: 0, invited: false, enabled: true, contacts: {}, app: undefined, pending: undefined },
    ...{ activated: new Set<Factor>(), preferred: undefined, failures: 0, tries: 0 },
    ...{ tokens: undefined, device: undefined },
  }
}

/** The factors that a user can be asked for. */
function usable({ pool, app, contacts, activated }: Account): Factor[] {
  const has = (factor: Factor) =>
    factor === 't' ? app !== undefined : contacts[factor] !== undefined && pool.offers.includes(factor)
  return FACTORS.filter((factor) => has(factor) && (pool.mfa === 'ON' || activated.has(factor)))
}

/** What is asked for at this moment: one factor, a choice of several, or what may be set up. */
export function demanded(account: Account): { readonly ask: readonly Factor[]; readonly setUp: string } {
  const { pool, preferred } = account
  if (pool.mfa === 'OFF') return { ask: [], setUp: '' }
  const all = usable(account)
  const ask = preferred && all.includes(preferred) ? [preferred] : all
  return { ask, setUp: pool.mfa === 'ON' && ask.length === 0 ? pool.offers : '' }
}

/**
 * What follows a password, and perhaps more.
 * @param named whether the step named a remembered device
 */
export function following(account: Account, proven?: Proven, named = false): Came {
  if (account.invited) return 'NEW_PASSWORD_REQUIRED'
  const { ask, setUp } = demanded(account)
  if (ask.length === 0 && setUp === '') return 'tokens'
  if (proven && (proven !== 'device' || setUp === '')) return 'tokens'
  if (setUp !== '') return 'MFA_SETUP'
  if (named) return 'DEVICE_SRP_AUTH'
  const [only, ...others] = ask
  return only && others.length === 0 ? CHALLENGES[only] : 'SELECT_MFA_TYPE'
}

export const FIRST_CODES = { e: 'EMAIL_OTP', s: 'SMS_OTP' } as const

/** By what a user can begin who chooses: by codes only if no second factor is asked for, and not with a temporary password. */
export function available(account: Account): readonly string[] {
  const { ask, setUp } = demanded(account)
  const isAlone = ask.length === 0 && setUp === '' && !account.invited
  const codes = (['e', 's'] as const).filter((factor) => isAlone && account.contacts[factor] !== undefined)
  return ['PASSWORD', ...codes.map((factor) => FIRST_CODES[factor])]
}

/** What follows the choice of a first factor. */
export function chosen(account: Account, factor: string, isRightPassword: boolean): Came {
  if (!account.enabled || (factor === 'PASSWORD' && !isRightPassword)) return 'refused'
  return factor === 'PASSWORD' ? following(account) : (factor as Came)
}

/** Whether a session is good for a step of this user by this client. */
export function isGood(
  held: Held,
  step: Held['accepts'][number],
  { client, account, now }: { readonly client: number; readonly account: Account; readonly now: number },
): boolean {
  const isHome = held.client === client && held.account === account
  const holds = held.isFirst || (held.revision === account.revision && account.enabled)
  return isHome && holds && !held.spent && now <= held.until && held.accepts.includes(step)
}

/** Whether digits that were sent to the user are right for the session. */
export function isRightCode(
  { code, account, revision, isNewContact, isFirst }: Held,
  factor: 's' | 'e',
  digits: string,
): boolean {
  if (!code || code.digits !== digits) return false
  if (isNewContact) return demanded(account).setUp.includes(factor)
  if (account.contacts[factor] !== code.to) return false
  if (!isFirst) return mayProve(account, factor)
  return account.enabled && revision === account.revision && available(account).includes(FIRST_CODES[factor])
}

/** Whether a factor may be proven: nothing is asked for, or this one could be. */
export function mayProve(account: Account, factor: Factor): boolean {
  const { ask, setUp } = demanded(account)
  return (ask.length === 0 && setUp === '') || usable(account).includes(factor)
}

/** The step of 30 seconds that a code of the app belongs to, if it may be used now. */
export function stepOf(app: App | undefined, code: string, now: number): number | undefined {
  const present = Math.floor(now / STEP)
  const steps = [present, present - 1, present + 1]
  return app && steps.find((step) => step > app.used && codeAt(app.secret, step * STEP) === code)
}

/** Before anything is proven. EMAIL_OTP is the name of a first factor, and of a second one where that is asked for. */
export function isFirstStep(account: Account, came: Came): boolean {
  return came === 'SELECT_CHALLENGE' || came === 'SMS_OTP' || available(account).includes(came)
}
