import type { ClientSettings, TimeUnit } from '../clients/user-pool-client.ts'

const SECONDS: Readonly<Record<TimeUnit, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }

/** How long a client's tokens are valid, in seconds. */
export interface TokenValidity {
  readonly access: number
  readonly id: number
  readonly refresh: number
}

/** AWS: access and ID tokens count in hours and refresh tokens in days unless said otherwise; 0 is the default. */
export function tokenValidity(settings: ClientSettings): TokenValidity {
  const { accessToken = 'hours', idToken = 'hours', refreshToken = 'days' } = settings.tokenValidityUnits
  return {
    access: settings.accessTokenValidity
      ? settings.accessTokenValidity * SECONDS[accessToken]
      : SECONDS.hours,
    id: settings.idTokenValidity ? settings.idTokenValidity * SECONDS[idToken] : SECONDS.hours,
    refresh: settings.refreshTokenValidity
      ? settings.refreshTokenValidity * SECONDS[refreshToken]
      : 30 * SECONDS.days,
  }
}
