import type { Storage, Stores } from '../domain/stores.ts'
import type { Database, Queries } from './driver/database.ts'
import { addressFailureStore } from './stores/address-failures.ts'
import { attemptStore } from './stores/attempts.ts'
import { auditEventStore } from './stores/audit-events.ts'
import { clientStore } from './stores/clients.ts'
import { consumedTokenStore } from './stores/consumed-tokens.ts'
import { credentialStore } from './stores/credentials.ts'
import { formerPoolStore } from './stores/former-pools.ts'
import { groupStore } from './stores/groups.ts'
import { importFileStore } from './stores/import-files.ts'
import { importJobStore } from './stores/import-jobs.ts'
import { importLogStore } from './stores/import-logs.ts'
import { importTurnStore } from './stores/import-turns.ts'
import { inboxStore } from './stores/inbox.ts'
import { moveStore } from './stores/moves.ts'
import { principalStore } from './stores/principals.ts'
import { provisionedLimitStore, requestRateStore } from './stores/request-rates.ts'
import { sessionConfigurationStore } from './stores/session-configurations.ts'
import { signingKeyStore } from './stores/signing-keys.ts'
import { tokenFamilyStore } from './stores/token-families.ts'
import { userPoolStore } from './stores/user-pools.ts'
import { userStore } from './stores/users.ts'
import { verificationCodeStore } from './stores/verification-codes.ts'
import type { Vault } from './vault.ts'

/** The stores on one database. */
export function openStorage(database: Database, vault: Vault): Storage {
  return {
    stores: storesOn(database, vault),
    transaction: (work) => database.transaction((queries) => work(storesOn(queries, vault))),
  }
}

function storesOn(queries: Queries, vault: Vault): Stores {
  return {
    addressFailures: addressFailureStore(queries),
    attempts: attemptStore(queries),
    auditEvents: auditEventStore(queries),
    clients: clientStore(queries, vault),
    consumedTokens: consumedTokenStore(queries),
    credentials: credentialStore(queries, vault),
    formerPools: formerPoolStore(queries, vault),
    groups: groupStore(queries),
    importFiles: importFileStore(queries, vault),
    importJobs: importJobStore(queries),
    importLogs: importLogStore(queries),
    importTurns: importTurnStore(queries),
    inbox: inboxStore(queries, vault),
    moves: moveStore(queries),
    principals: principalStore(queries, vault),
    provisionedLimits: provisionedLimitStore(queries),
    requestRates: requestRateStore(queries),
    sessionConfigurations: sessionConfigurationStore(queries),
    signingKeys: signingKeyStore(queries, vault),
    tokenFamilies: tokenFamilyStore(queries),
    userPools: userPoolStore(queries),
    users: userStore(queries),
    verificationCodes: verificationCodeStore(queries),
  }
}
