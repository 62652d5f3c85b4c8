import type { AuditEventStore } from './audit/audit-event-store.ts'
import type { AuthEventStore } from './auth-events/auth-event-store.ts'
import type { AuthorizationCodeStore } from './authorization-codes/authorization-code-store.ts'
import type { ManagedLoginBrandingStore } from './branding/managed-login-branding-store.ts'
import type { UiCustomizationStore } from './branding/ui-customization-store.ts'
import type { BrowserSessionStore } from './browser-sessions/browser-session-store.ts'
import type { ClientStore } from './clients/client-store.ts'
import type { VerificationCodeStore } from './codes/verification-code-store.ts'
import type { ConsumedTokenStore } from './credentials/consumed-token-store.ts'
import type { CredentialStore } from './credentials/credential-store.ts'
import type { CustomRoundsStore } from './custom-challenges/custom-rounds-store.ts'
import type { DeviceStore } from './devices/device-store.ts'
import type { DomainStore } from './domains/domain-store.ts'
import type { SoftwareTokenStore } from './factors/software-token-store.ts'
import type { GroupStore } from './groups/group-store.ts'
import type { PrincipalStore } from './iam/principal-store.ts'
import type { IdentityProviderStore } from './identity-providers/identity-provider-store.ts'
import type { ImportFileStore } from './import-jobs/import-file-store.ts'
import type { ImportJobStore } from './import-jobs/import-job-store.ts'
import type { ImportLogStore } from './import-jobs/import-log-store.ts'
import type { ImportTurnStore } from './import-jobs/import-turn-store.ts'
import type { AddressFailureStore } from './limits/address-failure-store.ts'
import type { AttemptStore } from './limits/attempt-store.ts'
import type { ProvisionedLimitStore } from './limits/provisioned-limit-store.ts'
import type { RequestRateStore } from './limits/request-rate-store.ts'
import type { LogConfigurationStore } from './log-delivery/log-configuration-store.ts'
import type { LogQueueStore } from './log-delivery/log-queue-store.ts'
import type { InboxStore } from './messages/inbox-store.ts'
import type { MessageCountStore } from './messages/message-count-store.ts'
import type { OutboxStore } from './messages/outbox-store.ts'
import type { FormerPoolStore } from './moving/former-pool-store.ts'
import type { MoveStore } from './moving/move-store.ts'
import type { PasskeyRegistrationStore } from './passkeys/passkey-registration-store.ts'
import type { PasskeyStore } from './passkeys/passkey-store.ts'
import type { PoolClientStore } from './pool-clients/pool-client-store.ts'
import type { ReplicaStore } from './replicas/replica-store.ts'
import type { ResourceServerStore } from './resource-servers/resource-server-store.ts'
import type { SessionConfigurationStore } from './sessions/session-configuration-store.ts'
import type { TermsStore } from './terms/terms-store.ts'
import type { RiskConfigurationStore } from './threat-protection/risk-configuration-store.ts'
import type { SigningKeyStore } from './tokens/signing-key-store.ts'
import type { TokenFamilyStore } from './tokens/token-family-store.ts'
import type { UserIdentityStore } from './user-identities/user-identity-store.ts'
import type { UserPoolStore } from './user-pools/user-pool-store.ts'
import type { UserStore } from './users/user-store.ts'

/** The domain's port to everything that is stored. Each store is bound to one transaction, or to none. */
export interface Stores {
  readonly addressFailures: AddressFailureStore
  readonly attempts: AttemptStore
  readonly auditEvents: AuditEventStore
  readonly authorizationCodes: AuthorizationCodeStore
  readonly browserSessions: BrowserSessionStore
  readonly authEvents: AuthEventStore
  readonly clients: ClientStore
  readonly consumedTokens: ConsumedTokenStore
  readonly credentials: CredentialStore
  readonly customRounds: CustomRoundsStore
  readonly devices: DeviceStore
  readonly domains: DomainStore
  readonly formerPools: FormerPoolStore
  readonly groups: GroupStore
  readonly identityProviders: IdentityProviderStore
  readonly importFiles: ImportFileStore
  readonly importJobs: ImportJobStore
  readonly importLogs: ImportLogStore
  readonly importTurns: ImportTurnStore
  readonly inbox: InboxStore
  readonly managedLoginBrandings: ManagedLoginBrandingStore
  readonly logConfigurations: LogConfigurationStore
  readonly logQueue: LogQueueStore
  readonly messageCounts: MessageCountStore
  readonly moves: MoveStore
  readonly outbox: OutboxStore
  readonly passkeyRegistrations: PasskeyRegistrationStore
  readonly passkeys: PasskeyStore
  readonly poolClients: PoolClientStore
  readonly principals: PrincipalStore
  readonly provisionedLimits: ProvisionedLimitStore
  readonly replicas: ReplicaStore
  readonly requestRates: RequestRateStore
  readonly resourceServers: ResourceServerStore
  readonly riskConfigurations: RiskConfigurationStore
  readonly sessionConfigurations: SessionConfigurationStore
  readonly signingKeys: SigningKeyStore
  readonly softwareTokens: SoftwareTokenStore
  readonly terms: TermsStore
  readonly tokenFamilies: TokenFamilyStore
  readonly userIdentities: UserIdentityStore
  readonly uiCustomizations: UiCustomizationStore
  readonly userPools: UserPoolStore
  readonly users: UserStore
  readonly verificationCodes: VerificationCodeStore
}

export interface Storage {
  /** Each call on these stores is separate and sees what is committed. */
  readonly stores: Stores
  /**
   * Runs the work as a whole or not at all. May run it again after a conflict, so the work must have no other effects.
   */
  transaction<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result>
}
