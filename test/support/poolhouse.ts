import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { after, before } from 'node:test'
import {
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
} from '@aws-sdk/client-cognito-identity-provider'
import { type App, createApp } from '../../src/app.ts'
import type { SlowGuesses } from '../../src/domain/credentials/slow-guesses.ts'
import type { DomainAddresses } from '../../src/domain/domains/domain-address.ts'
import { newAccessKey, newPrincipalId } from '../../src/domain/iam/access-key.ts'
import { parsePolicy } from '../../src/domain/iam/parse-policy.ts'
import type { AddressFailureLimit } from '../../src/domain/limits/address-failures.ts'
import type { DomainFigures } from '../../src/domain/limits/domain-rates.ts'
import type { Rates } from '../../src/domain/limits/request-categories.ts'
import type { MessageGateway } from '../../src/domain/messages/message-gateway.ts'
import type { MessageFigures } from '../../src/domain/messages/message-limits.ts'
import type { IssuerForm } from '../../src/domain/tokens/issuer.ts'
import type { FederationSettings } from '../../src/gateways/federation/federation.ts'
import type { FunctionSettings } from '../../src/gateways/functions/trigger-functions.ts'
import type { LogDestination } from '../../src/gateways/logs/destinations.ts'
import type { MailSettings, SmsSettings } from '../../src/gateways/message-gateways.ts'
import type { SenderKeySettings } from '../../src/gateways/sender-cipher/sender-cipher.ts'
import { type Clock, HOUR } from '../../src/kernel/clock.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import { pinoLog } from '../../src/kernel/log.ts'
import type { Tally } from '../../src/kernel/tally.ts'
import type { Metrics } from '../../src/server/metrics.ts'
import { startServer } from '../../src/server/start-server.ts'
import type { DatabaseAddress } from '../../src/storage/driver/open-database.ts'
import { fewKeyPairs } from './key-pairs.ts'
import { quickFetch } from './quick-fetch.ts'
import { type Credentials, signedHeaders } from './sign.ts'

export const ACCOUNT = '123456789012'
export const REGION = 'us-east-1'
export const PUBLIC_URL = 'http://localhost:7665'
export const INBOX_TOKEN = 'inbox-token-of-the-tests'
export const ROOT = { accessKeyId: 'AKIAROOTROOTROOTROOT', secretAccessKey: 'root-secret-of-the-tests' }

export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  readonly json: any
}

export interface CallOptions {
  /** False sends no signature. */
  readonly signed?: boolean
  readonly credentials?: Credentials
  readonly region?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A real server on a free loopback port, with its own database. */
export type Poolhouse = Omit<ReturnType<typeof stoppedPoolhouse>, 'start'>

interface Running {
  readonly app: App
  readonly server: Awaited<ReturnType<typeof startServer>>
  readonly url: string
}

const SERVER = {
  host: '127.0.0.1',
  port: 0,
  tlsCertFile: undefined,
  tlsKeyFile: undefined,
  bodyLimit: 2 * 1024 * 1024,
  trustProxy: 0,
  requestTimeout: 10_000,
  keepAliveTimeout: 75_000, // the default: a shorter one could end a connection just as a client uses it again
  shutdownGrace: 1000,
}

export interface PoolhouseOptions {
  readonly database?: DatabaseAddress
  readonly regions?: readonly string[]
  readonly issuerForm?: IssuerForm
  readonly domainAddresses?: DomainAddresses
  readonly publicUrl?: string
  readonly webauthnOrigins?: readonly string[]
  /** Where to send e-mails and text messages. */
  readonly mail?: MailSettings
  readonly sms?: SmsSettings
  /** By what codes for custom senders are encrypted. */
  readonly senderKeys?: SenderKeySettings
  /** Where the functions of triggers are. */
  readonly functions?: FunctionSettings
  /** How identity providers are called. */
  readonly authenticationLevels?: boolean
  readonly federation?: FederationSettings
  /** Where the destinations of pools' logs are. */
  readonly logDestinations?: readonly LogDestination[]
  /** Places of addresses, in MaxMind's format. */
  readonly geoipDatabase?: string
  /** How many proxies in front of the server say where requests come from, by `x-forwarded-for`. */
  readonly trustProxy?: number
  /** If absent, messages are kept in the inbox. A gateway takes all channels, and accepts all, unless it says otherwise. */
  readonly messages?: Pick<MessageGateway, 'send'> & Partial<MessageGateway>
  /** If absent, requests are not limited. */
  readonly requestRates?: Rates
  /** By default requests to domains are not limited. */
  readonly domainRates?: DomainFigures
  /** By default more than any test needs. */
  readonly addressFailures?: AddressFailureLimit
  /** By default more than any test needs. */
  readonly messageLimits?: MessageFigures
  readonly tally?: Tally
  /** Counts answers. */
  readonly metrics?: Metrics
  readonly slowGuesses?: SlowGuesses | undefined
  /** The server's clock, for tests in which time must not pass by itself; `passTime` still advances it. */
  readonly clock?: Clock
}

/** A gateway that knows that it can't hand over anything. */
export const CUT_OFF: Pick<MessageGateway, 'accepts' | 'send'> = {
  accepts: () => false,
  send: () => Promise.reject(new Error('cut off')),
}

function gatewayOf(messages: NonNullable<PoolhouseOptions['messages']>): MessageGateway {
  return {
    sends: (channel) => messages.sends?.(channel) ?? true,
    accepts: (channel) => messages.accepts?.(channel) ?? true,
    send: (message, id) => messages.send(message, id),
  }
}

/** A server for the tests of a file or suite: starts before them and closes after them. */
export function usePoolhouse(options: PoolhouseOptions = {}): Poolhouse {
  const house = stoppedPoolhouse(options)
  before(() => house.start())
  after(() => house.close())
  return house
}

export async function startPoolhouse(options: PoolhouseOptions = {}): Promise<Poolhouse> {
  const house = stoppedPoolhouse(options)
  await house.start()
  return house
}

/** A server that can't be used before its start, except to make clients. */
function stoppedPoolhouse({
  database = { file: ':memory:' },
  regions = [],
  issuerForm = 'public-url',
  domainAddresses,
  publicUrl = PUBLIC_URL,
  webauthnOrigins = [],
  mail,
  sms,
  senderKeys,
  functions,
  authenticationLevels = false,
  federation,
  logDestinations = [],
  geoipDatabase,
  trustProxy = SERVER.trustProxy,
  messages,
  requestRates,
  domainRates = { address: Infinity, client: Infinity, domain: Infinity },
  addressFailures = { failures: 1_000_000, window: HOUR },
  messageLimits = { user: 1_000_000, recipient: 1_000_000, address: 1_000_000, window: HOUR },
  tally,
  metrics,
  slowGuesses,
  clock = Date.now,
}: PoolhouseOptions) {
  const logLines: string[] = []
  const log = pinoLog('debug', { write: (line) => logLines.push(line) })
  let shift = 0
  const serverTime = () => clock() + shift
  let running: Running | undefined
  let starting: Promise<Running> | undefined
  const started = () => running ?? assert.fail('the server is not running')
  /** Node runs the `before` hooks of a file that is run alone at once, so that one may call the server during its start. */
  const ready = async () => running ?? (await starting) ?? started()
  const clients: CognitoIdentityProviderClient[] = []

  let rootClient: CognitoIdentityProviderClient | undefined

  /** Without arguments, returns the same client of the root user each time: to make one takes as long as a call. */
  function client(
    credentials?: Credentials,
    config?: CognitoIdentityProviderClientConfig,
  ): CognitoIdentityProviderClient {
    if (credentials || config) return newClient(credentials, config)
    rootClient ??= newClient()
    return rootClient
  }

  function newClient(
    credentials: Credentials = ROOT,
    config: CognitoIdentityProviderClientConfig = {},
  ): CognitoIdentityProviderClient {
    const made = new CognitoIdentityProviderClient({
      endpoint: async () => ({
        protocol: 'http:',
        hostname: SERVER.host,
        port: (await ready()).server.port,
        path: '/',
      }),
      region: REGION,
      credentials,
      maxAttempts: 1,
      ...config,
    })
    // The SDK's clock follows the server's, which can be shifted or stand still, and ignores the Date headers of responses.
    Object.defineProperty(made.config, 'systemClockOffset', {
      get: () => serverTime() - Date.now(),
      set: () => {},
    })
    clients.push(made)
    return made
  }

  async function open(): Promise<Running> {
    const app: App = await createApp({
      account: ACCOUNT,
      root: ROOT,
      rootKey: createSecretKey(Buffer.alloc(32, 7)),
      regions,
      defaultRegion: REGION,
      publicUrl,
      issuerForm,
      ...(domainAddresses && { domainAddresses }),
      webauthnOrigins,
      newKeyPair: fewKeyPairs,
      database,
      log,
      clock: serverTime,
      domainRates,
      addressFailures,
      messageLimits,
      ...(tally && { tally }),
      logDestinations,
      geoipDatabase,
      inboxToken: INBOX_TOKEN,
      ...(mail && { mail }),
      ...(sms && { sms }),
      ...(senderKeys && { senderKeys }),
      ...(functions && { functions }),
      authenticationLevels,
      ...(federation && { federation }),
      ...(messages && { messages: gatewayOf(messages) }),
      ...(slowGuesses && { slowGuesses }),
      ...(requestRates && { requestRates }),
    })
    const server = await startServer({
      config: { ...SERVER, trustProxy },
      handleApi: app.handleApi,
      pages: app.pages,
      uploads: app.uploads,
      ready: app.ready,
      databaseState: app.databaseState,
      metrics,
      metricsPage: undefined,
      log,
    })
    running = { app, server, url: `http://${SERVER.host}:${server.port}` }
    return running
  }

  return {
    async start(): Promise<void> {
      starting = open()
      await starting
    },

    get url(): string {
      return started().url
    },
    get app(): App {
      return started().app
    },
    get storage(): App['storage'] {
      return started().app.storage
    },
    /** Resolves when the messages of all answered requests are sent, or have failed. */
    settled: () => started().app.settled(),
    logLines,
    client,

    /** A client of a new IAM user who has only this policy. */
    async clientAs(policy: unknown): Promise<CognitoIdentityProviderClient> {
      return client(await this.userWith(policy))
    },

    /** The credentials of a new IAM user who has only this policy. */
    async userWith(policy: unknown, name = `user-${systemEntropy.uuid()}`): Promise<Credentials> {
      const key = newAccessKey(systemEntropy, Date.now())
      const { app } = await ready()
      await app.storage.transaction(async (stores) => {
        const principal = {
          kind: 'user',
          accountId: ACCOUNT,
          name,
          path: '/',
          principalId: newPrincipalId(systemEntropy, 'user'),
          tags: {},
          policies: [{ name: 'test', policy: parsePolicy(policy) }],
        } as const
        await stores.principals.create(principal)
        await stores.principals.addAccessKey(principal, key)
      })
      return { accessKeyId: key.id, secretAccessKey: key.secretAccessKey }
    },

    /** Sends strings and bytes unchanged, and objects as JSON. */
    async call(operation: string, input: unknown = {}, options: CallOptions = {}): Promise<RawAnswer> {
      const { url } = await ready()
      const body = typeof input === 'string' || input instanceof Uint8Array ? input : JSON.stringify(input)
      const plain = {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
        ...options.headers,
      }
      const headers =
        options.signed === false
          ? plain
          : await signedHeaders(url, plain, body, {
              credentials: options.credentials ?? ROOT,
              region: options.region ?? REGION,
              now: new Date(serverTime()),
            })
      const response = await quickFetch(url, { method: 'POST', headers, body })
      const text = await response.text()
      const isJson = text.startsWith('{') || text.startsWith('[')
      return {
        status: response.status,
        headers: response.headers,
        text,
        json: isJson ? JSON.parse(text) : undefined,
      }
    },

    /** Advances the clock of the server and of its clients. */
    passTime(milliseconds: number): void {
      shift += milliseconds
    },

    /** Stops the server. Throws if its log contains an unexpected failure or an undeclared error. */
    async close(): Promise<void> {
      for (const made of clients) made.destroy()
      await running?.server.close()
      await running?.app.close()
      const failures = logLines.filter((line) => line.includes('"level":"error"'))
      if (failures.length > 0) throw new Error(`The server logged errors:\n${failures.join('')}`)
    },
  }
}
