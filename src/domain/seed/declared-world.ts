import type { AttributeEntry } from '../attributes/attributes.ts'
import type { ClientSettingsRequest } from '../clients/requested-settings.ts'
import type { MfaPreference } from '../factors/mfa-preference.ts'
import type { AttributeRequest } from '../schema/attribute-definition.ts'
import type { RiskConfigurationRequest } from '../threat-protection/risk-configuration.ts'
import type { ProviderUser } from '../user-identities/provider-user.ts'
import type {
  MfaConfigRequest,
  NewUserPoolSettingsRequest,
} from '../user-pools/settings/user-pool-settings-request.ts'
import type { Tags } from '../user-pools/user-pool.ts'

// What an operator declares to exist from the start, with ids chosen in advance.

export interface DeclaredUserPool {
  readonly id: string
  readonly region: string
  readonly name: string
  readonly attributes: readonly AttributeRequest[] | undefined
  readonly settings: NewUserPoolSettingsRequest
  readonly tags: Tags | undefined
  /** As SetUserPoolMfaConfig sets it. */
  readonly mfaConfig: MfaConfigRequest | undefined
  /** As SetRiskConfiguration sets it. */
  readonly riskConfiguration: RiskConfigurationRequest | undefined
}

export interface DeclaredClient {
  readonly id: string
  readonly name: string
  readonly settings: ClientSettingsRequest
  readonly generateSecret: boolean | undefined
  readonly clientSecret: string | undefined
}

export interface DeclaredGroup {
  readonly groupName: string
  readonly description: string | undefined
  readonly roleArn: string | undefined
  readonly precedence: number | undefined
}

export interface DeclaredUser {
  /** The name, in the form that AdminCreateUser takes. */
  readonly username: string
  readonly sub: string | undefined
  readonly entries: readonly AttributeEntry[]
  /** A permanent password: the user becomes confirmed. Cannot be combined with a temporary one. */
  readonly password: string | undefined
  readonly temporaryPassword: string | undefined
  readonly groups: readonly string[]
  /** Identities at providers as which the user signs in. */
  readonly identities: readonly ProviderUser[]
  /** An authenticator app that is set up already. */
  readonly softwareToken: DeclaredSoftwareToken | undefined
  readonly mfaPreference: MfaPreference | undefined
}

export interface DeclaredSoftwareToken {
  readonly secret: Buffer
  /** `FriendlyDeviceName` */
  readonly name: string | undefined
}

/** Existing things are kept unchanged. */
export type Seeded = 'made' | 'kept'
