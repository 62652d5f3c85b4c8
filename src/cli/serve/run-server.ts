import type { App, AppParts } from '../../app.ts'
import type { Config } from '../../config/settings.ts'
import { systemClock } from '../../kernel/clock.ts'
import { systemEntropy } from '../../kernel/entropy.ts'
import type { Log } from '../../kernel/log.ts'
import type { Pages } from '../../server/answer-page.ts'
import { lazyMetrics, type Metrics } from '../../server/metrics.ts'
import { metricsPage } from '../../server/metrics-page.ts'
import { type MetricsServer, startMetricsServer } from '../../server/metrics-server.ts'
import type { RunningServer } from '../../server/start-server.ts'
import { startServer } from '../../server/start-server.ts'
import { isWorker, sumOverWorkers } from '../../server/worker.ts'
import { federationSettings } from '../command/federation-settings.ts'
import { rateSettings } from '../command/request-rates.ts'
import { makeRoomForDatabase } from '../data-folder/database-address.ts'
import { explainedRootKeyError } from '../data-folder/root-key-fault.ts'
import type { RootSecrets } from '../data-folder/root-secrets.ts'
import { findInboxToken } from '../inbox/token.ts'
import { warnOfExpiry } from './certificate-expiry.ts'
import { functionSettings } from './function-settings.ts'
import { messageSettings } from './message-settings.ts'
import { senderSettings } from './sender-settings.ts'

export type CreateApp = (parts: AppParts) => Promise<App>

export interface Running {
  readonly port: number
  readonly renewCertificate: RunningServer['renewCertificate']
  readonly certificateExpiries: RunningServer['certificateExpiries']
  /** Waits until requests in flight and their messages are done, then closes the app. */
  close(): Promise<void>
}

/**
 * Opens the port, then the app. Requests that arrive in between wait for it; /health returns 200 at once, /ready once
 * the app is open.
 */
export async function runServer(
  config: Config,
  secrets: RootSecrets,
  createApp: CreateApp,
  log: Log,
): Promise<Running> {
  let app: App | undefined
  let opened: (app: Promise<App>) => void = () => {}
  const opening = new Promise<App>((resolve) => {
    opened = resolve
  })
  opening.catch(() => {}) // reported below, whether or not a request waits for it
  const metrics = metricsOf(config)
  const page = metrics && metricsPage(metrics, config.metricsToken)
  const server = await startServer({
    config,
    handleApi: async (request) => (await opening).handleApi(request),
    pages: {
      async answer(request, bindings) {
        const { pages }: { pages: Pages } = await opening
        return pages.answer(request, bindings)
      },
    },
    uploads: { receive: async (request) => (await opening).uploads.receive(request) },
    ready: async () => app?.ready() ?? false,
    databaseState: () => app?.databaseState(),
    metrics,
    metricsPage: config.metricsPort === undefined ? page : undefined,
    log,
  })
  metrics?.watchCertificates(server.certificateExpiries)
  warnOfExpiry(server.certificateExpiries(), systemClock(), log)
  let scraped: MetricsServer | undefined
  try {
    if (config.metricsPort !== undefined && page) {
      scraped = await startMetricsServer(config.metricsPort, page, log)
      log.info('Serving metrics', { url: `http://127.0.0.1:${scraped.port}/metrics` })
    }
    const coming = createApp({
      ...appParts(config, secrets, publicUrl(config, server.port), log),
      ...(metrics && { tally: metrics }),
    })
    opened(coming)
    app = await coming
    return running(server, scraped, app, config, () => {
      app = undefined // no longer ready
    })
  } catch (error) {
    await scraped?.close()
    await server.close()
    throw explainedRootKeyError(error, config)
  }
}

/** Metrics are only collected if a port or a token is configured for reading them. */
function metricsOf({ metricsPort, metricsToken }: Config): Metrics | undefined {
  if (metricsPort === undefined && metricsToken === undefined) return undefined
  const metrics = lazyMetrics()
  return isWorker ? sumOverWorkers(metrics) : metrics
}

/** The last messages always get this many milliseconds, even if the requests used up the grace period. */
const LEAST_GRACE = 3000

function running(
  server: RunningServer,
  scraped: MetricsServer | undefined,
  app: App,
  { shutdownDelay: delay, shutdownGrace: grace }: Pick<Config, 'shutdownDelay' | 'shutdownGrace'>,
  onClose: () => void,
): Running {
  return {
    port: server.port,
    renewCertificate: server.renewCertificate,
    certificateExpiries: server.certificateExpiries,
    async close() {
      onClose()
      const begun = performance.now()
      await server.close()
      await scraped?.close()
      await app.close(Math.max(delay + grace - (performance.now() - begun), LEAST_GRACE))
    },
  }
}

function appParts(config: Config, { root, rootKey }: RootSecrets, url: string, log: Log): AppParts {
  const { accountId, regions, defaultRegion, issuerForm, domainAddresses, webauthnOrigins } = config
  return {
    account: accountId,
    root,
    rootKey,
    regions,
    defaultRegion,
    publicUrl: url,
    issuerForm,
    domainAddresses,
    webauthnOrigins,
    authenticationLevels: config.authenticationLevels === 'on',
    database: makeRoomForDatabase(config),
    log,
    inboxToken: findInboxToken(config, systemEntropy),
    ...messageSettings(config),
    federation: federationSettings(config),
    ...functionSettings(config, url),
    logDestinations: config.logDestinations ?? [],
    compromisedPasswords: { folder: config.compromisedPasswordsDir, url: config.compromisedPasswordsUrl },
    geoipDatabase: config.geoipDatabase,
    ...senderSettings(config),
    ...rateSettings(config),
    auditRetentionDays: config.auditRetentionDays,
  }
}

/**
 * The URL at which clients reach the server: the configured one, or else one made of the host (localhost if it is
 * local) and the port.
 */
export function publicUrl(config: Pick<Config, 'publicUrl' | 'host' | 'tlsCertFile'>, port: number): string {
  if (config.publicUrl !== undefined) return config.publicUrl
  const scheme = config.tlsCertFile === undefined ? 'http' : 'https'
  const local = /^(127\.0\.0\.1|0\.0\.0\.0|::1?)$/.test(config.host)
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  return `${scheme}://${local ? 'localhost' : host}:${port}`
}
