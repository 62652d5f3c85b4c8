/** What SetUserPoolSessionConfiguration sets. */
export interface PoolSessionConfiguration {
  readonly userSessionTracking: 'ENABLED' | 'DISABLED'
  /** How many token sessions a user may have at a time. */
  readonly maxPerUser: number
}

/** What SetUserPoolClientSessionConfiguration sets. */
export interface ClientSessionConfiguration {
  /** How long a browser session serves for another sign-in without being asked; 0 is never. */
  readonly maxValidityMinutes: number
}

/** AWS: what holds until it is set for the first time. */
export const POOL_DEFAULT: PoolSessionConfiguration = { userSessionTracking: 'DISABLED', maxPerUser: 20 }
export const CLIENT_DEFAULT: ClientSessionConfiguration = { maxValidityMinutes: 60 }
