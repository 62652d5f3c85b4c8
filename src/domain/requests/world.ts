import type { Clock } from '../../kernel/clock.ts'
import type { NewRsaKeyPair } from '../../kernel/cryptography/rsa-key-pair.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import type { Log } from '../../kernel/log.ts'
import type { Tally } from '../../kernel/tally.ts'
import type { PoolKeys } from '../credentials/pool-keys.ts'
import type { SlowGuesses } from '../credentials/slow-guesses.ts'
import type { DomainLocator } from '../domains/domain-address.ts'
import type { FederationGateway } from '../federation/federation-gateway.ts'
import type { UploadAddresses } from '../import-jobs/upload-address.ts'
import type { AddressFailures } from '../limits/address-failures.ts'
import type { DomainRates } from '../limits/domain-rates.ts'
import type { Rates } from '../limits/request-categories.ts'
import type { RequestRates } from '../limits/request-rates.ts'
import type { LogGateway } from '../log-delivery/log-gateway.ts'
import type { MessageGateway } from '../messages/message-gateway.ts'
import type { MessageLimits } from '../messages/message-limits.ts'
import type { SenderCipher } from '../messages/sender-cipher.ts'
import type { FormerPoolGateway } from '../moving/former-pool-gateway.ts'
import type { Storage } from '../stores.ts'
import type { CompromisedPasswords } from '../threat-protection/compromised-passwords.ts'
import type { Geolocation } from '../threat-protection/geolocation.ts'
import type { IssuerOf } from '../tokens/issuer.ts'
import type { TokenKeys } from '../tokens/token-keys.ts'
import type { TriggerGateway } from '../triggers/trigger-gateway.ts'

/** What the process has, from its start to its end. Each request adds its own facts: `RequestContext`. */
export interface World {
  readonly account: string
  /** The region of unsigned requests. */
  readonly defaultRegion: string
  readonly storage: Storage
  /** Whether nothing can be changed at the moment: the database is a replica without a primary that takes changes. */
  isReadOnly(): Promise<boolean>

  readonly poolKeys: PoolKeys
  readonly tokenKeys: TokenKeys
  readonly issuerOf: IssuerOf
  /** The addresses of domains. */
  readonly domainLocator: DomainLocator
  /** The address at which clients reach the server. */
  readonly publicUrl: string
  readonly uploadAddresses: UploadAddresses
  /** Where passkeys may be used besides the https origins of their relying parties. */
  readonly webauthnOrigins: readonly string[]

  /** Whether tokens show how strongly a user is authenticated, and sign-ins can ask for a level. */
  readonly authenticationLevels: boolean

  readonly clock: Clock
  readonly entropy: Entropy
  readonly newKeyPair: NewRsaKeyPair
  readonly log: Log
  readonly tally: Tally

  /** The gateways for messages. Requests put their messages into the outbox (`put-message.ts`); a job sends them. */
  readonly messages: MessageGateway
  /** Encrypts codes for custom senders. */
  readonly senderCipher: SenderCipher
  /** Calls the functions of triggers. Do not use within a transaction. */
  readonly triggers: TriggerGateway
  /** Calls identity providers. Do not use within a transaction. */
  readonly federation: FederationGateway
  /** The former pools, which may still have passwords of their users. Do not use within a transaction. */
  readonly formerPools: FormerPoolGateway

  /** Delivers logs of pools. Do not deliver within a transaction. */
  readonly logs: LogGateway
  /** Passwords known from breaches. Do not use within a transaction. */
  readonly compromisedPasswords: CompromisedPasswords
  /** The places of addresses. */
  readonly geolocation: Geolocation

  /** Limits messages; each is counted before it is composed. Do not use within a transaction. */
  readonly messageLimits: MessageLimits
  /** If undefined, requests are not limited. */
  readonly requestRates: RequestRates | undefined
  /** Requests per second that each category allows by default. */
  readonly baseRates: Rates
  /** Limits the requests to domains of pools. Do not use within a transaction. */
  readonly domainRates: DomainRates
  readonly addressFailures: AddressFailures
  /** Checks passwords whose hashes take long to compute. Do not use within a transaction. */
  readonly slowGuesses: SlowGuesses

  /** Makes this process look for started import jobs. */
  wakeImports(): void
}
