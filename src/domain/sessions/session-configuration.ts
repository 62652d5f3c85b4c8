/** What SetUserPoolSessionConfiguration sets. */
export interface PoolSessionConfiguration {
  readonly userSessionTracking: 'ENABLED' | 'DISABLED'
  /** The most token sessions that a user may have at a time. */
  readonly maxPerUser: number
}

/** What SetUserPoolClientSessionConfiguration sets. */
export interface ClientSessionConfiguration {
  /** For how long a browser session can sign in again without asking the user; 0 means never. */
  readonly maxValidityMinutes: number
}

/** Whether a pool of that configuration tracks its users' sessions. */
export function isTracking(configuration: PoolSessionConfiguration | undefined): boolean {
  return configuration?.userSessionTracking === 'ENABLED'
}

/** AWS: the configuration until it is first set. */
export const POOL_DEFAULT: PoolSessionConfiguration = { userSessionTracking: 'DISABLED', maxPerUser: 20 }
export const CLIENT_DEFAULT: ClientSessionConfiguration = { maxValidityMinutes: 60 }
