import type { AccountTakeoverEventActionType } from '../../../contract/generated/types.ts'
import type { Device } from '../../devices/device.ts'
import { findBrowserDevice } from '../../devices/find-browser-device.ts'
import { findNamedDevice } from '../../devices/find-trusted-device.ts'
import { standsForSecondFactor } from '../../devices/trusted-device.ts'
import type { SecondFactor } from '../../factors/mfa-settings.ts'
import {
  demandedSecondFactor,
  type FactorStanding,
  type SecondFactorDemand,
  secondFactorAtRisk,
  usableFactors,
} from '../../factors/second-factor-table.ts'
import type { RegisteredApp } from '../../factors/software-token.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Stores } from '../../stores.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { User } from '../../users/user.ts'
import { actionOf } from './action-of-step.ts'
import { demandForLevel, owedForLevel } from './lift.ts'
import type { Proof } from './progress.ts'
import type { ProvenStep, SignInState, SignInStep } from './sign-in.ts'

/** Everything that decides what the next step of a sign-in is. */
export interface SignInStanding extends SignInState, Pick<SignInStep, 'pool' | 'client'> {
  /** The authenticator app that the user has registered. Undefined too where the pool has no second factors. */
  readonly app?: RegisteredApp | undefined
  /** What the pool and the user demand beside the first factor. */
  readonly secondFactor: SecondFactorDemand
  /** Whether threat protection demands it, and what if the user has none. */
  readonly riskDemands?: 'MFA_REQUIRED' | 'MFA_IF_CONFIGURED' | undefined
  /** Whether the requested authentication level requires it, whatever else was proven. */
  readonly isForLevel?: boolean | undefined
  /** The device that the step named, or the browser if it is remembered as one. */
  readonly device: Device | undefined
  /** Whether that device stands for the second factor. */
  readonly hasTrustedDevice: boolean
  /** Where the rounds are kept, for the session of the next challenge. */
  readonly keptRounds?: string | undefined
}

/**
 * Where a sign-in stands at this moment.
 * @throws InvalidParameterException if an authentication level is required that the user cannot reach any more
 * @throws ResourceNotFoundException if the step named a device that the user does not have
 */
export async function standingOf(
  { storage }: Pick<RequestContext, 'storage'>,
  { pool, client, parameters, browser, guard, levels }: SignInStep,
  { user, proofs, rounds, newContact, app }: SignInState & Pick<ProvenStep, 'app'>,
): Promise<SignInStanding> {
  const factors = await factorStanding(storage.stores, pool, user, app)
  // The factor that is set up now may reach the level.
  const isReady = levels && demandedSecondFactor(factors).kind !== 'set-up'
  const owed = isReady ? owedForLevel(levels, proofs, usableFactors(factors)) : []
  const device = browser
    ? await findBrowserDevice(storage.stores, pool, user, browser)
    : await findNamedDevice(storage.stores, pool, user, parameters.DEVICE_KEY)
  const hasTrustedDevice = standsForSecondFactor(pool.settings, device)
  const riskDemands = demandOf(actionOf(guard, user)?.eventAction)
  return {
    user,
    proofs: browser && device && hasTrustedDevice ? [...proofs, byBrowser(device)] : proofs,
    rounds,
    newContact,
    pool,
    client,
    app: factors.app,
    secondFactor:
      owed.length > 0 ? demandForLevel(owed, user.mfa) : secondFactorOf(factors, riskDemands, proofs),
    isForLevel: owed.length > 0,
    riskDemands,
    device,
    hasTrustedDevice,
  }
}

/** The secret in its cookie proves a browser at each step, so no session has to carry that on. */
function byBrowser({ deviceKey }: Device): Proof {
  return { kind: 'device', deviceKey }
}

function demandOf(action: AccountTakeoverEventActionType | undefined): SignInStanding['riskDemands'] {
  return action === 'MFA_REQUIRED' || action === 'MFA_IF_CONFIGURED' ? action : undefined
}

/**
 * A risk makes users prove a factor that they are not asked for otherwise. The contact that was the first factor can't be the
 * second one, too.
 */
function secondFactorOf(
  factors: FactorStanding,
  riskDemands: SignInStanding['riskDemands'],
  [first]: readonly Proof[],
): SecondFactorDemand {
  const demand = demandedSecondFactor(factors)
  if (!riskDemands || demand.kind !== 'nothing') return demand
  return secondFactorAtRisk(factors, first && SAME_CONTACT[first.kind])
}

const SAME_CONTACT: { readonly [Kind in Proof['kind']]?: SecondFactor } = {
  'email-code': 'EMAIL_OTP',
  'text-code': 'SMS_MFA',
}

/** What decides which second factor is asked for. For pools without second factors nothing is read. */
export async function factorStanding(
  { softwareTokens }: Pick<Stores, 'softwareTokens'>,
  { id, settings }: UserPool,
  user: User,
  known?: RegisteredApp,
): Promise<FactorStanding & Pick<SignInStanding, 'app'>> {
  const isRead = settings.mfaConfiguration !== 'OFF'
  const app = isRead ? (known ?? (await softwareTokens.findApp(id, user.sub))) : undefined
  return { settings, user, app, hasSoftwareToken: app !== undefined }
}
