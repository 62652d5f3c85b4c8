// The lines of an export, as docs/export-format.md tells them. Times are milliseconds since 1970 (UTC). Lines come in
// the order of this file, pool by pool, and a user's memberships directly after the user.
import type { ClientSettings } from '../clients/user-pool-client.ts'
import type { ForeignPassword } from '../credentials/foreign-password.ts'
import type { FormerPool } from '../moving/former-pool.ts'
import type { PoolSchema } from '../schema/attribute-definition.ts'
import type {
  ClientSessionConfiguration,
  PoolSessionConfiguration,
} from '../sessions/session-configuration.ts'
import type { TokenUse } from '../tokens/signing-key.ts'
import type { UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'
import type { Tags } from '../user-pools/user-pool.ts'
import type { UserStatus } from '../users/user-statuses.ts'

export const EXPORT_FORMAT = 'poolhouse-export'
export const EXPORT_VERSION = 1

export interface HeaderRecord {
  readonly type: 'header'
  readonly format: typeof EXPORT_FORMAT
  readonly version: number
}

interface Dates {
  readonly createdAt: number
  readonly modifiedAt: number
}

export interface UserPoolRecord extends Dates {
  readonly type: 'user-pool'
  readonly id: string
  readonly region: string
  readonly name: string
  readonly schema: PoolSchema
  readonly settings: UserPoolSettings
  readonly tags: Tags
  readonly sessionConfiguration?: PoolSessionConfiguration | undefined
  readonly formerPool?: Omit<FormerPool, 'userPoolId'> | undefined
}

export interface SigningKeyRecord {
  readonly type: 'signing-key'
  readonly userPoolId: string
  readonly id: string
  readonly use: TokenUse
  /** Both in PEM. */
  readonly publicKey: string
  readonly privateKey: string
  readonly createdAt: number
  readonly retiredAt?: number | undefined
}

export interface ClientRecord extends Dates {
  readonly type: 'client'
  readonly userPoolId: string
  readonly id: string
  readonly name: string
  readonly clientType: 'REGULAR' | 'DCR'
  readonly settings: ClientSettings
  readonly secrets: ReadonlyArray<{ readonly id: string; readonly value: string; readonly createdAt: number }>
  readonly sessionConfiguration?: ClientSessionConfiguration | undefined
}

export interface GroupRecord extends Dates {
  readonly type: 'group'
  readonly userPoolId: string
  readonly name: string
  readonly description?: string | undefined
  readonly roleArn?: string | undefined
  readonly precedence?: number | undefined
}

/** An SRP verifier: salt and v = g^x mod N (RFC 5054), both in base64. */
export interface VerifierText {
  readonly salt: string
  readonly verifier: string
}

export interface PasswordText {
  readonly current: VerifierText
  readonly former: readonly VerifierText[]
  readonly setAt: number
  readonly expiresAt?: number | undefined
}

export interface UserRecord extends Dates {
  readonly type: 'user'
  readonly userPoolId: string
  readonly sub: string
  readonly username: string
  readonly status: UserStatus
  readonly enabled: boolean
  readonly attributes: Readonly<Record<string, string>>
  readonly pendingAttributes: Readonly<Record<string, string>>
  readonly password?: PasswordText | undefined
  readonly foreignPassword?: ForeignPassword | undefined
}

export interface MembershipRecord {
  readonly type: 'membership'
  readonly userPoolId: string
  readonly sub: string
  readonly groupName: string
}

/** The last line; a file without it is only part of one. */
export interface EndRecord {
  readonly type: 'end'
  /** The lines between header and end. */
  readonly records: number
}

/** The lines between header and end. */
export type MovedRecord =
  | UserPoolRecord
  | SigningKeyRecord
  | ClientRecord
  | GroupRecord
  | UserRecord
  | MembershipRecord

export type ExportRecord = HeaderRecord | MovedRecord | EndRecord
