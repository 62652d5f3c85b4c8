import type { MetricObjectWithValues, MetricValue } from 'prom-client'
import type { Tally, TallyName } from '../kernel/tally.ts'
import type { HttpResponse } from '../wire/http-message.ts'
import type { CertificateExpiries } from './certificate.ts'

export interface Metrics extends Tally {
  /** Counts a response of the API. Only requests that name an operation are counted, so that there are few labels. */
  observe(response: HttpResponse, seconds: number): void
  /** Counts a response of a domain, or a document of a pool. */
  observePage(answer: PageObservation, seconds: number): void
  /** From now on, /metrics shows when these expire. */
  watchCertificates(expiries: () => CertificateExpiries): void
  /** The text of /metrics. */
  render(): Promise<{ readonly contentType: string; readonly text: string }>
  /** The same as data, for a sum over several processes. */
  snapshot(): Promise<MetricsSnapshot>
}

export interface PageObservation {
  /** One of a few dozen texts. */
  readonly endpoint: string
  readonly status: number
}

export type MetricsSnapshot = ReadonlyArray<MetricObjectWithValues<MetricValue<string>>>

/** The metrics, whose library is loaded when there is something to count or to show: the start is quicker so. */
export function lazyMetrics(): Metrics {
  let loading: Promise<Metrics> | undefined
  let present: Metrics | undefined
  let watched: (() => CertificateExpiries) | undefined
  const loaded = () => {
    loading ??= prometheusMetrics().then((metrics) => {
      present = metrics
      if (watched) metrics.watchCertificates(watched)
      return metrics
    })
    return loading
  }
  return {
    observe(response, seconds) {
      if (present) present.observe(response, seconds)
      else void loaded().then((metrics) => metrics.observe(response, seconds))
    },
    observePage(answer, seconds) {
      if (present) present.observePage(answer, seconds)
      else void loaded().then((metrics) => metrics.observePage(answer, seconds))
    },
    count(name, labels) {
      if (present) present.count(name, labels)
      else void loaded().then((metrics) => metrics.count(name, labels))
    },
    watchCertificates(expiries) {
      watched = expiries
      present?.watchCertificates(expiries)
    },
    render: async () => (await loaded()).render(),
    snapshot: async () => (await loaded()).snapshot(),
  }
}

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export async function prometheusMetrics(): Promise<Metrics> {
  const { Registry, Counter, Gauge, Histogram, collectDefaultMetrics } = await import('prom-client')
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'poolhouse_requests_total',
    help: 'Requests of the API by operation and outcome: success, or the name of the error.',
    labelNames: ['operation', 'outcome'],
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'poolhouse_request_duration_seconds',
    help: 'Time from the arrival of a request to its answer.',
    labelNames: ['operation'],
    buckets: BUCKETS,
    registers: [registry],
  })
  const pages = new Counter({
    name: 'poolhouse_domain_requests_total',
    help: 'Requests to domains of pools, and for documents of pools, by endpoint and status.',
    labelNames: ['endpoint', 'status'],
    registers: [registry],
  })
  const pageDurations = new Histogram({
    name: 'poolhouse_domain_request_duration_seconds',
    help: 'Time from the arrival of such a request to its answer.',
    labelNames: ['endpoint'],
    buckets: BUCKETS,
    registers: [registry],
  })
  let certificates: () => CertificateExpiries = () => new Map()
  new Gauge({
    name: 'poolhouse_certificate_expiry_timestamp_seconds',
    help: 'When a TLS certificate of this server expires, in Unix seconds, by its host name.',
    labelNames: ['certificate'],
    aggregator: 'min',
    registers: [registry],
    collect() {
      this.reset()
      for (const [certificate, at] of certificates()) this.set({ certificate }, at / 1000)
    },
  })
  const events = new Map(
    Object.entries(EVENTS).map(([name, event]) => [name, new Counter({ ...event, registers: [registry] })]),
  )
  return {
    observe(response, seconds) {
      const { operation } = response
      if (operation === undefined) return
      requests.inc({ operation, outcome: outcomeOf(response) })
      durations.observe({ operation }, seconds)
    },
    observePage({ endpoint, status }, seconds) {
      pages.inc({ endpoint, status })
      pageDurations.observe({ endpoint }, seconds)
    },
    count(name, labels) {
      events.get(name)?.inc(labels)
    },
    watchCertificates(expiries) {
      certificates = expiries
    },
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
    snapshot: () => registry.getMetricsAsJSON(),
  }
}

/** How /metrics shows what is counted besides requests. */
const EVENTS: Readonly<Record<TallyName, { name: string; help: string; labelNames: string[] }>> = {
  guesses_refused: {
    name: 'poolhouse_guesses_refused_total',
    help: 'Requests that were refused since too many of their source address had been wrong guesses.',
    labelNames: [],
  },
  message_tries: {
    name: 'poolhouse_message_tries_total',
    help: 'Tries to hand a message over, by channel and outcome: sent, or failed and perhaps tried again.',
    labelNames: ['channel', 'outcome'],
  },
  messages_undelivered: {
    name: 'poolhouse_messages_undelivered_total',
    help: 'Messages that were given up, by channel and what they were for.',
    labelNames: ['kind', 'channel'],
  },
  messages_withheld: {
    name: 'poolhouse_messages_withheld_total',
    help: 'Messages that were not sent, by the limit that they would have exceeded and what they were for.',
    labelNames: ['limit', 'kind'],
  },
  trigger_calls: {
    name: 'poolhouse_trigger_calls_total',
    help: 'Calls of the functions of triggers, by trigger and by how the call ended.',
    labelNames: ['trigger', 'outcome'],
  },
}

/** The text of /metrics that sums several processes up. */
export async function summedText(snapshots: readonly MetricsSnapshot[]): Promise<string> {
  const { AggregatorRegistry } = await import('prom-client')
  return AggregatorRegistry.aggregate([...snapshots]).metrics()
}

/** The error's name from the header that AWS ends with a colon; there are about a hundred of them. */
function outcomeOf({ status, headers }: HttpResponse): string {
  if (status < 400) return 'success'
  return headers['x-amzn-errortype']?.split(':', 1)[0] ?? String(status)
}
