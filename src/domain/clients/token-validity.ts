import { invalidParameter } from '../../contract/service-error.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../kernel/clock.ts'
import type { ClientSettings, TimeUnit, TokenValidityUnits } from './user-pool-client.ts'

type TokenValidity = Pick<
  ClientSettings,
  'accessTokenValidity' | 'idTokenValidity' | 'refreshTokenValidity' | 'tokenValidityUnits'
>

/** How long the tokens of a client live, in milliseconds. */
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

/** AWS: whoever states one unit is shown the defaults of the others; without any, none is shown. */
export function withDefaultUnits(units: TokenValidityUnits = {}): TokenValidityUnits {
  return Object.keys(units).length === 0 ? {} : effectiveUnits(units)
}

/** AWS: no validity, or zero, stands for 30 days; the answer has them in the client's own unit. */
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

/** InvalidParameterException where a token would live too short, too long, or longer than its refresh token. */
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
