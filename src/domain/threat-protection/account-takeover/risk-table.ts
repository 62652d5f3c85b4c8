import type { RiskLevelType } from '../../../contract/generated/types.ts'
import { DAY, HOUR } from '../../../kernel/clock.ts'

/** What may speak against a sign-in. */
export type RiskSign =
  | 'new device'
  | 'new network'
  | 'new country'
  | 'far away'
  | 'impossible travel'
  | 'failing network'
  | 'stuffing network'
  | 'failures before'
  | 'many failures before'
  | 'unusual hour'
  | 'disowned'

/**
 * How much each sign counts. Deviation: the service's score is not known (docs/deviations.md, "risk of a sign-in"). The
 * guide explains each (docs/guides/threat-protection.md), and `npm run simulate-month` shows what becomes of a change.
 *
 * A user's own device from another place is Low, wherever it is: people travel. A new device from another place is Medium,
 * without any failure: that is what a stolen password looks like. A new device or network at home is at most Low.
 */
export const RISK_POINTS: Readonly<Record<RiskSign, number>> = {
  'new device': 20,
  'new network': 10,
  'new country': 20,
  'far away': 20,
  'impossible travel': 30,
  'failing network': 25,
  'stuffing network': 25,
  'failures before': 15,
  'many failures before': 10,
  'unusual hour': 5,
  disowned: 60,
}

/** The fewest points of each level. Below them all, a sign-in is no risk. */
export const RISK_LEVELS: ReadonlyArray<readonly [RiskLevelType, number]> = [
  ['High', 75],
  ['Medium', 50],
  ['Low', 25],
]

/** The figures within the signs. */
export const RISK_LIMITS = {
  /** From every place where the user signed in before, in kilometres. */
  farAway: 500,
  /** Faster than an airliner, in kilometres an hour, over more than a database of places may be wrong by. */
  fastest: 900,
  shortestTravel: 300,
  travelWindow: DAY,
  /** Wrong passwords and codes from an address within {@link RISK_LIMITS.networkWindow}, of all users together. */
  failingNetwork: 5,
  stuffingNetwork: 20,
  networkWindow: DAY,
  /** Failures of the user within a day, from networks that are new. */
  failuresBefore: 3,
  manyFailuresBefore: 10,
  failureWindow: DAY,
  /** The clock says nothing about a user with fewer sign-ins, nor within this time of the day of one of them. */
  sameHour: 3 * HOUR,
  leastForHours: 10,
  /** Within this time the user is not notified again of tries from the same network and device. */
  noticePause: HOUR,
} as const
