import { invalidParameter } from '../../contract/service-error.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../kernel/clock.ts'
import type { ClientSettings, TimeUnit, TokenValidityUnits } from './user-pool-client.ts'

type TokenValidity = Pick<
  ClientSettings,
  'accessTokenValidity' | 'idTokenValidity' | 'refreshTokenValidity' | 'tokenValidityUnits'
>

/** The lifetimes of a client's tokens, in milliseconds. */
export interface TokenLifetimes {
  readonly accessToken: number
  readonly idToken: number
  readonly refreshToken: number
}

const UNITS: Readonly<Record<TimeUnit, number>> = { seconds: SECOND, minutes: MINUTE, hours: HOUR, days: DAY }

const DEFAULT_REFRESH_TOKEN_LIFETIME = 30 * DAY
const DEFAULT_LIFETIME = HOUR

const SHORTEST_LIFETIME = 5 * MINUTE
const LONGEST_LIFETIME = DAY
const SHORTEST_REFRESH_TOKEN_LIFETIME = HOUR
const LONGEST_REFRESH_TOKEN_LIFETIME = 3650 * DAY

const outOfRange = () => invalidParameter('Invalid range for token validity.')

const outlivesRefreshToken = () =>
  invalidParameter(
    'Access and Id Token expiration times must be less than or equal to refresh token expiration times.',
  )

/** AWS: a request that gives one unit gets the defaults of the others too; one without units gets none. */
export function withDefaultUnits(units: TokenValidityUnits = {}): TokenValidityUnits {
  return Object.keys(units).length === 0 ? {} : effectiveUnits(units)
}

/** AWS: a missing validity, or zero, means 30 days, returned in the client's own unit. */
export function refreshTokenValidity(requested: number | undefined, units: TokenValidityUnits): number {
  return requested || DEFAULT_REFRESH_TOKEN_LIFETIME / UNITS[effectiveUnits(units).refreshToken]
}

export function tokenLifetimes(client: TokenValidity): TokenLifetimes {
  const { accessTokenValidity, idTokenValidity, refreshTokenValidity } = client
  const units = effectiveUnits(client.tokenValidityUnits)
  return {
    accessToken: accessTokenValidity ? accessTokenValidity * UNITS[units.accessToken] : DEFAULT_LIFETIME,
    idToken: idTokenValidity ? idTokenValidity * UNITS[units.idToken] : DEFAULT_LIFETIME,
    refreshToken: refreshTokenValidity * UNITS[units.refreshToken],
  }
}

/** @throws InvalidParameterException if a lifetime is out of range, or longer than the refresh token's */
export function assertTokenValidity(client: TokenValidity): void {
  const { accessToken, idToken, refreshToken } = tokenLifetimes(client)
  const inRange =
    isBetween(accessToken, SHORTEST_LIFETIME, LONGEST_LIFETIME) &&
    isBetween(idToken, SHORTEST_LIFETIME, LONGEST_LIFETIME) &&
    isBetween(refreshToken, SHORTEST_REFRESH_TOKEN_LIFETIME, LONGEST_REFRESH_TOKEN_LIFETIME)
  if (!inRange) throw outOfRange()
  if (Math.max(accessToken, idToken) > refreshToken) throw outlivesRefreshToken()
}

function effectiveUnits({
  accessToken = 'hours',
  idToken = 'hours',
  refreshToken = 'days',
}: TokenValidityUnits) {
  return { accessToken, idToken, refreshToken }
}

function isBetween(value: number, least: number, most: number): boolean {
  return value >= least && value <= most
}
