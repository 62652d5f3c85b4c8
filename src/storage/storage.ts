import type { Storage, Stores } from '../domain/stores.ts'
import type { Entropy } from '../kernel/entropy.ts'
import { lazyMembers } from '../kernel/lazy-members.ts'
import type { Database, Queries } from './driver/database.ts'
import { plannerStatistics } from './planner-statistics.ts'
import { newTransactionState, openCaches, type StoreTools } from './store-tools.ts'
import { clientStore } from './stores/clients/clients.ts'
import { poolClientStore } from './stores/clients/pool-clients.ts'
import { domainStore } from './stores/hosted/domains.ts'
import { managedLoginBrandingStore } from './stores/hosted/managed-login-brandings.ts'
import { resourceServerStore } from './stores/hosted/resource-servers.ts'
import { termsStore } from './stores/hosted/terms.ts'
import { uiCustomizationStore } from './stores/hosted/ui-customizations.ts'
import { auditEventStore } from './stores/iam/audit-events.ts'
import { principalStore } from './stores/iam/principals.ts'
import { identityProviderStore } from './stores/identity-providers/identity-providers.ts'
import { importFileStore } from './stores/import-jobs/import-files.ts'
import { importJobStore } from './stores/import-jobs/import-jobs.ts'
import { importLogStore } from './stores/import-jobs/import-logs.ts'
import { importTurnStore } from './stores/import-jobs/import-turns.ts'
import { inboxStore } from './stores/inbox.ts'
import { addressFailureStore } from './stores/limits/address-failures.ts'
import { attemptStore } from './stores/limits/attempts.ts'
import { messageCountStore } from './stores/limits/message-counts.ts'
import { provisionedLimitStore, requestRateStore } from './stores/limits/request-rates.ts'
import { formerPoolStore } from './stores/moving/former-pools.ts'
import { moveStore } from './stores/moving/moves.ts'
import { authorizationCodeStore } from './stores/oauth/authorization-codes.ts'
import { browserSessionStore } from './stores/oauth/browser-sessions.ts'
import { outboxStore } from './stores/outbox.ts'
import { authEventStore } from './stores/threat-protection/auth-events.ts'
import { logConfigurationStore } from './stores/threat-protection/log-configurations.ts'
import { logQueueStore } from './stores/threat-protection/log-queue.ts'
import { riskConfigurationStore } from './stores/threat-protection/risk-configurations.ts'
import { consumedTokenStore } from './stores/tokens/consumed-tokens.ts'
import { customRoundsStore } from './stores/tokens/custom-rounds.ts'
import { signingKeyStore } from './stores/tokens/signing-keys.ts'
import { tokenFamilyStore } from './stores/tokens/token-families.ts'
import { replicaStore } from './stores/user-pools/replicas.ts'
import { sessionConfigurationStore } from './stores/user-pools/session-configurations.ts'
import { userPoolStore } from './stores/user-pools/user-pools.ts'
import { credentialStore } from './stores/users/credentials.ts'
import { deviceStore } from './stores/users/devices.ts'
import { groupStore } from './stores/users/groups.ts'
import { passkeyRegistrationStore } from './stores/users/passkey-registrations.ts'
import { passkeyStore } from './stores/users/passkeys.ts'
import { softwareTokenStore } from './stores/users/software-tokens.ts'
import { userIdentityStore } from './stores/users/user-identities.ts'
import { userStore } from './stores/users/users.ts'
import { verificationCodeStore } from './stores/users/verification-codes.ts'
import type { Vault } from './vault.ts'

/**
 * The stores on one database.
 * @param onQueued called whenever this process has committed messages to the outbox
 */
export function openStorage(
  database: Database,
  vault: Vault,
  entropy: Entropy,
  onQueued: () => void = () => {},
): Storage {
  const shared = { vault, entropy, caches: openCaches(), onQueued }
  const statistics = plannerStatistics(database)
  return {
    stores: storesOf({ queries: withoutLocks(database), transaction: undefined, ...shared }),
    async transaction(work) {
      let state = newTransactionState()
      const result = await database.transaction((queries) => {
        state = newTransactionState()
        return work(storesOf({ queries, transaction: state, ...shared }))
      })
      if (state.hasQueued) onQueued()
      if (state.usersAdded > 0) await statistics.cover(state.usersAdded)
      return result
    },
  }
}

/** Outside a transaction, a lock would end with the statement that takes it. */
function withoutLocks(database: Database): Queries {
  return {
    dialect: database.dialect,
    get forUpdate(): string {
      throw new Error('Rows can only be locked within a transaction')
    },
    all: (sql, ...values) => database.all(sql, ...values),
    first: (sql, ...values) => database.first(sql, ...values),
    run: (sql, ...values) => database.run(sql, ...values),
    script: (sql) => database.script(sql),
  }
}

/** A transaction uses few of the stores. */
const storesOf = lazyMembers<StoreTools, Stores>({
  addressFailures: ({ queries }) => addressFailureStore(queries),
  attempts: ({ queries }) => attemptStore(queries),
  auditEvents: ({ queries }) => auditEventStore(queries),
  authorizationCodes: ({ queries, vault }) => authorizationCodeStore(queries, vault),
  browserSessions: ({ queries, vault }) => browserSessionStore(queries, vault),
  authEvents: ({ queries }) => authEventStore(queries),
  clients: clientStore,
  consumedTokens: ({ queries }) => consumedTokenStore(queries),
  credentials: credentialStore,
  customRounds: customRoundsStore,
  devices: ({ queries, vault }) => deviceStore(queries, vault),
  domains: ({ queries }) => domainStore(queries),
  formerPools: ({ queries, vault }) => formerPoolStore(queries, vault),
  groups: ({ queries }) => groupStore(queries),
  identityProviders: ({ queries, vault }) => identityProviderStore(queries, vault),
  importFiles: ({ queries, vault }) => importFileStore(queries, vault),
  importJobs: ({ queries }) => importJobStore(queries),
  importLogs: ({ queries }) => importLogStore(queries),
  importTurns: ({ queries }) => importTurnStore(queries),
  inbox: ({ queries, vault }) => inboxStore(queries, vault),
  managedLoginBrandings: ({ queries }) => managedLoginBrandingStore(queries),
  logConfigurations: ({ queries }) => logConfigurationStore(queries),
  logQueue: ({ queries }) => logQueueStore(queries),
  messageCounts: ({ queries }) => messageCountStore(queries),
  moves: ({ queries }) => moveStore(queries),
  outbox: outboxStore,
  passkeyRegistrations: ({ queries }) => passkeyRegistrationStore(queries),
  passkeys: ({ queries }) => passkeyStore(queries),
  poolClients: poolClientStore,
  principals: principalStore,
  provisionedLimits: ({ queries }) => provisionedLimitStore(queries),
  replicas: ({ queries }) => replicaStore(queries),
  requestRates: ({ queries }) => requestRateStore(queries),
  resourceServers: ({ queries }) => resourceServerStore(queries),
  riskConfigurations: ({ queries }) => riskConfigurationStore(queries),
  sessionConfigurations: ({ queries }) => sessionConfigurationStore(queries),
  signingKeys: ({ queries, vault }) => signingKeyStore(queries, vault),
  softwareTokens: softwareTokenStore,
  terms: ({ queries }) => termsStore(queries),
  tokenFamilies: ({ queries }) => tokenFamilyStore(queries),
  userIdentities: ({ queries }) => userIdentityStore(queries),
  uiCustomizations: ({ queries }) => uiCustomizationStore(queries),
  userPools: userPoolStore,
  users: userStore,
  verificationCodes: ({ queries }) => verificationCodeStore(queries),
})
