import { DAY } from '../../../kernel/clock.ts'
import { type Circumstances, isSameDevice, surroundings } from '../circumstances.ts'
import { distanceBetween } from '../geolocation.ts'
import { RISK_LIMITS, type RiskSign } from './risk-table.ts'

/** What is known of a user who signs in, and of the address. Each list has the newest first, and a bound. */
export interface RiskHistory {
  /** The sign-ins that were the user's own, as far as anybody knows. */
  readonly familiar: readonly Circumstances[]
  /** {@link knownNetworks} of the familiar ones. */
  readonly networks: Networks
  /** Those that failed. */
  readonly failed: readonly Circumstances[]
  /** Those that the user or an administrator said were not the user's. */
  readonly disowned: readonly Circumstances[]
  /** Wrong passwords and codes of anybody from the address lately. */
  readonly failuresOfAddress: number
}

/** The surroundings of addresses. */
export type Networks = ReadonlySet<string | undefined>

type Rule = (now: Circumstances, history: RiskHistory) => boolean

/** A user without a sign-in before has nothing that a device or a place could be new to. */
const RULES: Readonly<Record<RiskSign, Rule>> = {
  'new device': (now, { familiar }) =>
    hasMarks(now) && familiar.length > 0 && !familiar.some(({ device }) => isSameDevice(device, now.device)),

  'new network': (now, { familiar, networks }) => familiar.length > 0 && isNewNetwork(now, networks),

  'new country': isNewCountry,

  // A new country says the same, and counts alone: it is the better known of the two.
  'far away': (now, history) => {
    if (isNewCountry(now, history)) return false
    const { place } = now
    const { familiar } = history
    const distances = familiar.flatMap((before) => distanceBetween(before.place, place) ?? [])
    return distances.length > 0 && distances.every((distance) => distance > RISK_LIMITS.farAway)
  },

  // A network that is known stays possible: that of a tunnel, for example.
  'impossible travel': (now, { familiar, networks }) =>
    isNewNetwork(now, networks) && familiar.some((before) => isImpossible(before, now)),

  'failing network': (now, { failuresOfAddress, networks }) =>
    failuresOfAddress >= RISK_LIMITS.failingNetwork && isNewNetwork(now, networks),

  'stuffing network': (now, { failuresOfAddress, networks }) =>
    failuresOfAddress >= RISK_LIMITS.stuffingNetwork && isNewNetwork(now, networks),

  'failures before': (now, { failed, networks }) =>
    failuresElsewhere(now, failed, networks) >= RISK_LIMITS.failuresBefore,

  'many failures before': (now, { failed, networks }) =>
    failuresElsewhere(now, failed, networks) >= RISK_LIMITS.manyFailuresBefore,

  'unusual hour': ({ at }, { familiar }) =>
    familiar.length >= RISK_LIMITS.leastForHours &&
    familiar.every((before) => timeApart(before.at, at) > RISK_LIMITS.sameHour),

  disowned: (now, { disowned, networks }) =>
    disowned.some(
      (before) => isSameId(before, now) || (isNewNetwork(now, networks) && isSameNetwork(before, now)),
    ),
}

/** What speaks against a sign-in. */
export function riskSigns(now: Circumstances, history: RiskHistory): readonly RiskSign[] {
  return (Object.keys(RULES) as RiskSign[]).filter((sign) => RULES[sign](now, history))
}

function hasMarks({ device }: Circumstances): boolean {
  return device.agent !== undefined || device.id !== undefined
}

/** The surroundings of all familiar addresses. Many rules need them, and to parse an address costs something. */
export function knownNetworks(familiar: readonly Circumstances[]): Networks {
  const addresses = new Set(familiar.map(({ ipAddress }) => ipAddress)) // most are the same
  return new Set([...addresses].map(surroundings))
}

/** False where no country is known. */
function isNewCountry({ place: { country } }: Circumstances, { familiar }: RiskHistory): boolean {
  const known = familiar.flatMap(({ place }) => place.country ?? [])
  return country !== undefined && known.length > 0 && !known.includes(country)
}

/** False where no address is known. */
export function isNewNetwork({ ipAddress }: Circumstances, familiar: Networks): boolean {
  const network = surroundings(ipAddress)
  return network !== undefined && !familiar.has(network)
}

function isImpossible(before: Circumstances, now: Circumstances): boolean {
  const time = Math.abs(now.at - before.at)
  const distance = time < RISK_LIMITS.travelWindow ? distanceBetween(before.place, now.place) : undefined
  if (distance === undefined || distance < RISK_LIMITS.shortestTravel) return false
  return distance > (RISK_LIMITS.fastest * time) / 3_600_000
}

/** Users mistype at home: those failures do not count. */
function failuresElsewhere(
  { at }: Circumstances,
  failed: readonly Circumstances[],
  networks: Networks,
): number {
  return failed.filter(
    (before) => at - before.at < RISK_LIMITS.failureWindow && isNewNetwork(before, networks),
  ).length
}

/** The time between two times of the day, whatever the days. */
function timeApart(one: number, other: number): number {
  const apart = Math.abs(one - other) % DAY
  return Math.min(apart, DAY - apart)
}

/** A user agent is shared by many: only an id names a device that was disowned. */
function isSameId(before: Circumstances, now: Circumstances): boolean {
  return before.device.id !== undefined && before.device.id === now.device.id
}

function isSameNetwork(before: Circumstances, now: Circumstances): boolean {
  return surroundings(before.ipAddress) === surroundings(now.ipAddress)
}
