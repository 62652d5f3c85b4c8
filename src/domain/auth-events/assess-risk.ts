import type { RiskLevelType } from '../../contract/generated/types.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import { riskLevel } from '../threat-protection/account-takeover/risk-score.ts'
import {
  isNewNetwork,
  knownNetworks,
  type RiskHistory,
  riskSigns,
} from '../threat-protection/account-takeover/risk-signs.ts'
import { RISK_LIMITS } from '../threat-protection/account-takeover/risk-table.ts'
import {
  type Circumstances,
  guessingNetwork,
  isSameDevice,
  surroundings,
} from '../threat-protection/circumstances.ts'
import { isSamePlace } from '../threat-protection/geolocation.ts'
import type { Guard } from '../threat-protection/guard.ts'
import type { UserKey } from '../users/user.ts'
import type { RecentEvent } from './auth-event-store.ts'

type RiskStores = Pick<Stores, 'authEvents' | 'addressFailures'>

export interface AssessedRisk {
  /** Undefined for no risk. */
  readonly level: RiskLevelType | undefined
  /** Whether a sign-in like this one, from the same network and device, was a risk within the last hour. */
  readonly isRepeated: boolean
}

/**
 * The risk that somebody else signs in as the user: from the user's latest events, and the failures of the address.
 * Reads a bounded number of rows, all by key.
 */
export async function assessRisk(
  stores: RiskStores,
  guard: Pick<Guard, 'origin' | 'place'>,
  { userPoolId, sub }: UserKey,
  now: Instant,
): Promise<AssessedRisk> {
  const { ipAddress, device } = guard.origin
  const present: Circumstances = { at: now, ipAddress, device, place: guard.place ?? {} }
  const { newest, familiarAt, disowned, other } = await stores.authEvents.recent(userPoolId, sub)
  const isQuiet = disowned.length === 0 && other.length === 0
  if (newest && isQuiet && isOrdinary(present, circumstancesOf(newest), familiarAt)) return NO_RISK
  const familiar = newest ? await stores.authEvents.recentFamiliar(userPoolId, sub) : []
  const ownSignIns = familiar.map(circumstancesOf)
  const networks = knownNetworks(ownSignIns)
  // The failures of an address count only where it is new to the user: only then are they read.
  const source = isNewNetwork(present, networks) ? failureSource(userPoolId, ipAddress) : undefined
  const foreign = [...disowned, ...other] // nodes of 0.2.0 store disowned ones among the others
  const history: RiskHistory = {
    familiar: ownSignIns,
    networks,
    failed: foreign.filter(({ response }) => response === 'Fail').map(circumstancesOf),
    disowned: foreign.filter(({ feedback }) => feedback?.value === 'Invalid').map(circumstancesOf),
    failuresOfAddress: source === undefined ? 0 : await stores.addressFailures.failuresOf(source, now),
  }
  return {
    level: riskLevel(riskSigns(present, history)),
    isRepeated: [...familiar, ...foreign].some((event) => isRepetition(event, present)),
  }
}

const NO_RISK: AssessedRisk = { level: undefined, isRepeated: false }

/**
 * Whether a sign-in is like the newest familiar one in all but its time, and at a usual hour. The other familiar ones need not
 * be known then: what they are could only speak for the sign-in.
 */
function isOrdinary(present: Circumstances, newest: Circumstances, familiarAt: readonly Instant[]): boolean {
  const isAlike =
    surroundings(newest.ipAddress) === surroundings(present.ipAddress) &&
    isSameDevice(newest.device, present.device) &&
    isSamePlace(newest.place, present.place)
  if (!isAlike) return false
  const { ipAddress, device, place } = newest
  const familiar = familiarAt.map((at) => ({ at, ipAddress, device, place }))
  const networks = knownNetworks(familiar)
  const history: RiskHistory = { familiar, networks, failed: [], disowned: [], failuresOfAddress: 0 }
  return riskSigns(present, history).length === 0
}

/** Counts a wrong password or code against the address that it came from, whoever was meant. */
export async function noteFailure(
  { addressFailures }: Pick<Stores, 'addressFailures'>,
  { origin }: Pick<Guard, 'origin'>,
  userPoolId: string,
  now: Instant,
): Promise<void> {
  const source = failureSource(userPoolId, origin.ipAddress)
  if (source !== undefined) await addressFailures.count(source, now, now + RISK_LIMITS.networkWindow)
}

/** Under what the failures of an address in a pool are counted. */
function failureSource(userPoolId: string, ipAddress: string | undefined): string | undefined {
  const network = guessingNetwork(ipAddress)
  return network && `${userPoolId} ${network}`
}

function circumstancesOf({ createdAt, context }: RecentEvent): Circumstances {
  const { ipAddress, device = {}, city, country, latitude, longitude } = context
  return { at: createdAt, ipAddress, device, place: { city, country, latitude, longitude } }
}

function isRepetition(event: RecentEvent, present: Circumstances): boolean {
  if (event.risk.level === undefined || present.at - event.createdAt >= RISK_LIMITS.noticePause) return false
  const before = circumstancesOf(event)
  return (
    surroundings(before.ipAddress) === surroundings(present.ipAddress) &&
    isSameDevice(before.device, present.device)
  )
}
