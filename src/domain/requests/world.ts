import type { Clock } from '../../kernel/clock.ts'
import type { DeferredWork } from '../../kernel/deferred-work.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import type { Log } from '../../kernel/log.ts'
import type { Tally } from '../../kernel/tally.ts'
import type { PoolKeys } from '../credentials/pool-keys.ts'
import type { SlowGuesses } from '../credentials/slow-guesses.ts'
import type { UploadAddresses } from '../import-jobs/upload-address.ts'
import type { AddressFailures } from '../limits/address-failures.ts'
import type { Rates } from '../limits/request-categories.ts'
import type { RequestRates } from '../limits/request-rates.ts'
import type { MessageGateway } from '../messages/message-gateway.ts'
import type { MessageLimits } from '../messages/message-limits.ts'
import type { FormerPoolGateway } from '../moving/former-pool-gateway.ts'
import type { Storage } from '../stores.ts'
import type { IssuerOf } from '../tokens/issuer.ts'
import type { TokenKeys } from '../tokens/token-keys.ts'

/** What the process has, from its start to its end. Each request gets it with its own facts: `RequestContext`. */
export interface World {
  readonly account: string
  /** The region of requests that take no signature. */
  readonly defaultRegion: string
  readonly storage: Storage

  readonly poolKeys: PoolKeys
  readonly tokenKeys: TokenKeys
  readonly issuerOf: IssuerOf
  readonly uploadAddresses: UploadAddresses

  readonly clock: Clock
  readonly entropy: Entropy
  readonly log: Log
  readonly tally: Tally

  /** Where invitations and codes go out. Not within a transaction. */
  readonly messages: MessageGateway
  /** The pools that pools were moved from, where passwords of their users may still be. Not within a transaction. */
  readonly formerPools: FormerPoolGateway

  /** How many messages may go out; each is counted before it is made. Not within a transaction. */
  readonly messageLimits: MessageLimits
  /** Undefined: requests are taken as they come. */
  readonly requestRates: RequestRates | undefined
  /** What each category allows a second where no limit was provisioned. */
  readonly baseRates: Rates
  readonly addressFailures: AddressFailures
  /** Where passwords are checked if that takes long. Not within a transaction. */
  readonly slowGuesses: SlowGuesses

  /** What requests leave for after their answers. */
  readonly deferred: DeferredWork
  /** Makes this process look for import jobs that were started. */
  wakeImports(): void
}
