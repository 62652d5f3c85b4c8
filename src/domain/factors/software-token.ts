/** The software token of a user: a secret that the server and an authenticator app share (RFC 6238). */
export interface SoftwareToken {
  /** The secret that codes are checked with. Undefined until a first one is verified. */
  readonly verified: VerifiedSecret | undefined
  /** A secret that was handed out and awaits its first code. It does not replace a verified one until then. */
  readonly pending: PendingSecret | undefined
}

export interface VerifiedSecret {
  readonly secret: Buffer
  /** Different for each secret that was ever verified or pending. */
  readonly revision: string
  /** `FriendlyDeviceName` */
  readonly name: string | undefined
  /** The latest time step whose code was used. */
  readonly lastUsedStep: number
}

/** A verified software token, without its secret. */
export type RegisteredApp = Pick<VerifiedSecret, 'revision' | 'name'>

export interface PendingSecret {
  readonly secret: Buffer
  /** Different for each secret; it stays the same when the secret is verified. */
  readonly revision: string
}
