import type { Storage, Stores } from '../domain/stores.ts'
import type { Entropy } from '../kernel/entropy.ts'
import type { Database, Queries } from './driver/database.ts'
import { clientStore } from './stores/clients/clients.ts'
import { auditEventStore } from './stores/iam/audit-events.ts'
import { principalStore } from './stores/iam/principals.ts'
import { importFileStore } from './stores/import-jobs/import-files.ts'
import { importJobStore } from './stores/import-jobs/import-jobs.ts'
import { importLogStore } from './stores/import-jobs/import-logs.ts'
import { importTurnStore } from './stores/import-jobs/import-turns.ts'
import { inboxStore } from './stores/inbox.ts'
import { addressFailureStore } from './stores/limits/address-failures.ts'
import { attemptStore } from './stores/limits/attempts.ts'
import { provisionedLimitStore, requestRateStore } from './stores/limits/request-rates.ts'
import { formerPoolStore } from './stores/moving/former-pools.ts'
import { moveStore } from './stores/moving/moves.ts'
import { consumedTokenStore } from './stores/tokens/consumed-tokens.ts'
import { signingKeyStore } from './stores/tokens/signing-keys.ts'
import { tokenFamilyStore } from './stores/tokens/token-families.ts'
import { sessionConfigurationStore } from './stores/user-pools/session-configurations.ts'
import { userPoolStore } from './stores/user-pools/user-pools.ts'
import { credentialStore } from './stores/users/credentials.ts'
import { groupStore } from './stores/users/groups.ts'
import { userStore } from './stores/users/users.ts'
import { verificationCodeStore } from './stores/users/verification-codes.ts'
import type { Vault } from './vault.ts'

/** The stores on one database. */
export function openStorage(database: Database, vault: Vault, entropy: Entropy): Storage {
  return {
    stores: new StoresOn(database, vault, entropy),
    transaction: (work) => database.transaction((queries) => work(new StoresOn(queries, vault, entropy))),
  }
}

/** Each store is made when it is asked for: a transaction uses few of them. */
class StoresOn implements Stores {
  readonly #queries: Queries
  readonly #vault: Vault
  readonly #entropy: Entropy
  readonly #made: { -readonly [Name in keyof Stores]?: Stores[Name] } = {}

  constructor(queries: Queries, vault: Vault, entropy: Entropy) {
    this.#queries = queries
    this.#vault = vault
    this.#entropy = entropy
  }

  get addressFailures() {
    this.#made.addressFailures ??= addressFailureStore(this.#queries)
    return this.#made.addressFailures
  }

  get attempts() {
    this.#made.attempts ??= attemptStore(this.#queries)
    return this.#made.attempts
  }

  get auditEvents() {
    this.#made.auditEvents ??= auditEventStore(this.#queries)
    return this.#made.auditEvents
  }

  get clients() {
    this.#made.clients ??= clientStore(this.#queries, this.#vault, this.#entropy)
    return this.#made.clients
  }

  get consumedTokens() {
    this.#made.consumedTokens ??= consumedTokenStore(this.#queries)
    return this.#made.consumedTokens
  }

  get credentials() {
    this.#made.credentials ??= credentialStore(this.#queries, this.#vault)
    return this.#made.credentials
  }

  get formerPools() {
    this.#made.formerPools ??= formerPoolStore(this.#queries, this.#vault)
    return this.#made.formerPools
  }

  get groups() {
    this.#made.groups ??= groupStore(this.#queries)
    return this.#made.groups
  }

  get importFiles() {
    this.#made.importFiles ??= importFileStore(this.#queries, this.#vault)
    return this.#made.importFiles
  }

  get importJobs() {
    this.#made.importJobs ??= importJobStore(this.#queries)
    return this.#made.importJobs
  }

  get importLogs() {
    this.#made.importLogs ??= importLogStore(this.#queries)
    return this.#made.importLogs
  }

  get importTurns() {
    this.#made.importTurns ??= importTurnStore(this.#queries)
    return this.#made.importTurns
  }

  get inbox() {
    this.#made.inbox ??= inboxStore(this.#queries, this.#vault)
    return this.#made.inbox
  }

  get moves() {
    this.#made.moves ??= moveStore(this.#queries)
    return this.#made.moves
  }

  get principals() {
    this.#made.principals ??= principalStore(this.#queries, this.#vault)
    return this.#made.principals
  }

  get provisionedLimits() {
    this.#made.provisionedLimits ??= provisionedLimitStore(this.#queries)
    return this.#made.provisionedLimits
  }

  get requestRates() {
    this.#made.requestRates ??= requestRateStore(this.#queries)
    return this.#made.requestRates
  }

  get sessionConfigurations() {
    this.#made.sessionConfigurations ??= sessionConfigurationStore(this.#queries)
    return this.#made.sessionConfigurations
  }

  get signingKeys() {
    this.#made.signingKeys ??= signingKeyStore(this.#queries, this.#vault)
    return this.#made.signingKeys
  }

  get tokenFamilies() {
    this.#made.tokenFamilies ??= tokenFamilyStore(this.#queries)
    return this.#made.tokenFamilies
  }

  get userPools() {
    this.#made.userPools ??= userPoolStore(this.#queries, this.#entropy)
    return this.#made.userPools
  }

  get users() {
    this.#made.users ??= userStore(this.#queries)
    return this.#made.users
  }

  get verificationCodes() {
    this.#made.verificationCodes ??= verificationCodeStore(this.#queries)
    return this.#made.verificationCodes
  }
}
