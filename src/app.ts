import type { KeyObject } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { poolKeys } from './domain/credentials/pool-keys.ts'
import { type SlowGuesses, slowGuesses } from './domain/credentials/slow-guesses.ts'
import { type DomainAddresses, domainLocator } from './domain/domains/domain-address.ts'
import { uploadAddresses } from './domain/import-jobs/upload-address.ts'
import { type AddressFailureLimit, addressFailures } from './domain/limits/address-failures.ts'
import { DEFAULT_DOMAIN_FIGURES, type DomainFigures } from './domain/limits/domain-rates.ts'
import { DEFAULT_RATES, type Rates } from './domain/limits/request-categories.ts'
import { storedDomainRates, storedRates } from './domain/limits/stored-rates.ts'
import type { MessageGateway } from './domain/messages/message-gateway.ts'
import {
  DEFAULT_MESSAGE_FIGURES,
  type MessageFigures,
  messageLimits,
} from './domain/messages/message-limits.ts'
import type { World } from './domain/requests/world.ts'
import type { Storage } from './domain/stores.ts'
import { type IssuerForm, issuers } from './domain/tokens/issuer.ts'
import { tokenKeys } from './domain/tokens/token-keys.ts'
import { cognitoPasswords } from './gateways/cognito-passwords.ts'
import { compromisedPasswords, type ListSettings } from './gateways/compromised-passwords/lists.ts'
import { type FederationSettings, federation } from './gateways/federation/federation.ts'
import { type FunctionSettings, triggerFunctions } from './gateways/functions/trigger-functions.ts'
import { geolocation } from './gateways/geolocation.ts'
import { type LogDestination, logDestinations } from './gateways/logs/destinations.ts'
import { type MailSettings, messageGateways, type SmsSettings } from './gateways/message-gateways.ts'
import { type SenderKeySettings, senderCipher } from './gateways/sender-cipher/sender-cipher.ts'
import { importUploads, type Uploads } from './hosted/endpoints/import-upload.ts'
import { type Pages, pagesWhenAsked } from './hosted/pages-when-asked.ts'
import { startJobs } from './jobs/jobs.ts'
import { type Clock, systemClock } from './kernel/clock.ts'
import { type NewRsaKeyPair, newRsaKeyPair } from './kernel/cryptography/rsa-key-pair.ts'
import { type Entropy, systemEntropy } from './kernel/entropy.ts'
import type { Log } from './kernel/log.ts'
import { noTally, type Tally } from './kernel/tally.ts'
import { type DatabaseAddress, openDatabase } from './storage/driver/open-database.ts'
import { answers, type KnownState, knownState } from './storage/known-state.ts'
import { prepareDatabase } from './storage/prepare-database.ts'
import { openStorage } from './storage/storage.ts'
import { openVault } from './storage/vault.ts'
import { apiHandler } from './wire/answer-request.ts'
import type { RootCredentials } from './wire/authenticate.ts'
import type { HttpRequest, HttpResponse } from './wire/http-message.ts'
import { sealedPageTokens } from './wire/page-tokens.ts'

export interface AppParts {
  readonly account: string
  readonly root: RootCredentials
  /** Encrypts secrets at rest; 32 bytes. */
  readonly rootKey: KeyObject
  /** If empty, all region names are served. */
  readonly regions: readonly string[]
  readonly defaultRegion: string
  /** The address at which clients reach the server. Issuers of the form `public-url` begin with it. */
  readonly publicUrl: string
  readonly issuerForm: IssuerForm
  /** By which address domains are named; if absent, it follows from the public address. */
  readonly domainAddresses?: DomainAddresses | undefined
  /** Where passkeys may be used besides the https origins of their relying parties; by default nowhere. */
  readonly webauthnOrigins?: readonly string[]
  readonly authenticationLevels?: boolean
  readonly database: DatabaseAddress
  readonly log: Log
  /** Without them, e-mails and text messages are kept in an inbox. */
  readonly mail?: MailSettings
  readonly sms?: SmsSettings
  /** Opens the inbox. Without it, or if no messages are kept, the inbox cannot be read. */
  readonly inboxToken?: string | undefined
  readonly messages?: MessageGateway
  /** By what codes for custom senders are encrypted. Without it, custom senders get none. */
  readonly senderKeys?: SenderKeySettings
  /** Where the functions of triggers are. Without it, none can be called. */
  readonly functions?: FunctionSettings
  /** How identity providers are called; by default only at public addresses, and by https. */
  readonly federation?: FederationSettings
  /** Where the destinations of pools' logs are. Entries for others are not kept. */
  readonly logDestinations?: readonly LogDestination[]
  /** Lists of compromised passwords beside the built-in one. */
  readonly compromisedPasswords?: ListSettings
  /** A database of MaxMind's format. Without it, no address has a place. */
  readonly geoipDatabase?: string | undefined
  /** The request rates for all nodes together. If undefined, requests are not limited. */
  readonly requestRates?: Rates
  /** Requests to domains of pools; by default those of AWS. */
  readonly domainRates?: DomainFigures
  /** Wrong guesses allowed per address; by default 100 in five minutes. */
  readonly addressFailures?: AddressFailureLimit
  /** Messages allowed; by default 20 an hour per user and recipient, and 200 per address. */
  readonly messageLimits?: MessageFigures
  /** Computes hashes of other systems; by default it leaves one core to other work. */
  readonly slowGuesses?: SlowGuesses
  /** How long the audit trail is kept; by default for ever. */
  readonly auditRetentionDays?: number
  readonly tally?: Tally
  readonly clock?: Clock
  readonly entropy?: Entropy
  readonly newKeyPair?: NewRsaKeyPair
}

export interface App {
  handleApi(request: HttpRequest): Promise<HttpResponse>
  readonly pages: Pages
  readonly uploads: Uploads
  readonly storage: Storage
  ready(): Promise<boolean>
  readonly databaseState: KnownState['last']
  /** Resolves when the messages that are due are sent, or after some seconds. */
  settled(): Promise<void>
  /** Finishes the messages under way, within `patience` milliseconds, and closes the app. */
  close(patience?: number): Promise<void>
}

/** One or two, and one core stays free for requests if there are several. */
const HASHES_AT_ONCE = Math.max(1, Math.min(2, availableParallelism() - 1))

/** How long to wait for messages on their way, in milliseconds. */
const SETTLING = 5000

/** Opens the database, applies migrations and puts all parts together. */
export async function createApp(parts: AppParts): Promise<App> {
  const { account, root, rootKey, regions, defaultRegion, log } = parts
  const clock = parts.clock ?? systemClock
  const entropy = parts.entropy ?? systemEntropy
  const tally = parts.tally ?? noTally
  const newKeyPair = parts.newKeyPair ?? newRsaKeyPair
  const places = await geolocation(parts.geoipDatabase)
  const state = knownState(log)
  const database = await openDatabase(parts.database, entropy, state.set)
  const closeFor = (error: unknown) => database.close().then(() => Promise.reject(error))
  const { decoySecret } = await prepareDatabase(database, rootKey, entropy, clock()).catch(closeFor)
  const storage = openStorage(database, openVault(rootKey, entropy), entropy, () => jobs.sender.wake())
  const gateways = await messageGateways(parts, { clock, log })
  const cipher = senderCipher(parts.senderKeys ?? {}, log)
  const triggers = triggerFunctions(parts.functions ?? {}, log, clock)
  const poolKeysOf = poolKeys(rootKey, decoySecret)
  const world: World = {
    account,
    defaultRegion,
    storage,
    isReadOnly: async () => !(await database.state()).takesChanges,
    poolKeys: poolKeysOf,
    tokenKeys: tokenKeys(storage, newKeyPair),
    issuerOf: issuers(parts.issuerForm, parts.publicUrl),
    domainLocator: domainLocator(parts.publicUrl, parts.domainAddresses),
    publicUrl: parts.publicUrl,
    uploadAddresses: uploadAddresses(parts.publicUrl, poolKeysOf),
    webauthnOrigins: parts.webauthnOrigins ?? [],
    authenticationLevels: parts.authenticationLevels ?? false,
    clock,
    entropy,
    newKeyPair,
    log,
    tally,
    messages: parts.messages ?? gateways,
    senderCipher: cipher,
    federation: federation(parts.federation ?? { privateAddresses: false }, clock),
    triggers,
    formerPools: cognitoPasswords(log),
    logs: logDestinations(parts.logDestinations ?? []),
    compromisedPasswords: compromisedPasswords(parts.compromisedPasswords ?? {}, log),
    geolocation: places,
    messageLimits: messageLimits(parts.messageLimits ?? DEFAULT_MESSAGE_FIGURES, { storage, log, tally }),
    requestRates: parts.requestRates && storedRates(parts.requestRates, storage.stores),
    baseRates: parts.requestRates ?? DEFAULT_RATES,
    domainRates: storedDomainRates(parts.domainRates ?? DEFAULT_DOMAIN_FIGURES, storage.stores),
    addressFailures: addressFailures(parts.addressFailures, { stores: storage.stores, log, tally }),
    slowGuesses: parts.slowGuesses ?? slowGuesses(HASHES_AT_ONCE),
    wakeImports: () => jobs.imports.wake(),
  }
  const jobs = startJobs(world, parts.auditRetentionDays)
  const settled = () => jobs.sender.settled(SETTLING)
  return {
    handleApi: apiHandler(world, {
      root,
      regions: regions.length > 0 ? new Set(regions) : undefined,
      pageTokens: sealedPageTokens(rootKey, entropy),
    }),
    pages: pagesWhenAsked({
      world,
      publicUrl: parts.publicUrl,
      settled,
      triggerWatch: triggers.watch,
      inboxToken: parts.mail && parts.sms ? undefined : parts.inboxToken,
    }),
    uploads: importUploads(world),
    storage,
    ready: () => answers(database),
    databaseState: state.last,
    settled,
    async close(patience = SETTLING) {
      await jobs.close(patience)
      world.logs.close()
      gateways.close()
      await cipher.close()
      await triggers.close()
      await database.close()
    },
  }
}
