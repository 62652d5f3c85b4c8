import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { Uploads } from '../hosted/endpoints/import-upload.ts'
import type { Entropy } from '../kernel/entropy.ts'
import type { Log } from '../kernel/log.ts'
import { type HttpRequest, type HttpResponse, originOf } from '../wire/http-message.ts'
import { answerPage, type Pages } from './answer-page.ts'
import { internalError, json, misdirected, pageFailure, plain, tooLarge } from './answers.ts'
import type { Metrics } from './metrics.ts'
import type { MetricsPage } from './metrics-page.ts'
import { readBody } from './read-body.ts'
import { headOf, type RequestHead, withBody } from './request-head.ts'
import { type Route, routeOf } from './route.ts'
import { isMisdirected, isOlderTls } from './tls-policy.ts'
import { untrustedProxyWarning } from './untrusted-proxy.ts'
import { refuseBody, write } from './write-answer.ts'

interface DatabaseState {
  readonly role: 'primary' | 'replica'
  readonly takesChanges: boolean
  readonly primaryLost?: boolean
}

export interface ListenerParts {
  readonly config: { readonly bodyLimit: number; readonly trustProxy: number }
  handleApi(request: HttpRequest): Promise<HttpResponse>
  readonly pages: Pages
  readonly uploads: Uploads
  /** Whether requests can be answered; a rejection counts as no. */
  ready(): Promise<boolean>
  /** What the database was when it was last asked; undefined if that is not known. */
  databaseState?(): DatabaseState | undefined
  /** Counts responses; undefined where metrics are off. */
  readonly metrics: Metrics | undefined
  /** Serves /metrics; undefined where it isn't served, or has a port of its own. */
  readonly metricsPage: MetricsPage | undefined
  readonly log: Log
  readonly entropy: Entropy
}

/** They answer while the database can't be asked, so no policy of a domain is looked up for them. */
const PROBES: ReadonlySet<Route> = new Set<Route>(['health', 'ready', 'metrics'])

/** Reads a request, lets the one that it is meant for answer, and writes the answer. */
export function createListener(parts: ListenerParts): RequestListener {
  const warnOfProxy = untrustedProxyWarning(parts.config.trustProxy, parts.log)

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const head = headOf(incoming, parts.config.trustProxy)
    warnOfProxy(head)
    const route = routeOf(head)
    const isPolicyAsked = isOlderTls(incoming.socket) && !PROBES.has(route)
    if (isPolicyAsked && (await isMisdirected(parts.pages, incoming))) {
      return refuseBody(incoming, outgoing, misdirected())
    }
    if (route === 'upload') return answerUpload(parts, incoming, outgoing, head)
    const body = await readBody(incoming, parts.config.bodyLimit)
    if (body === 'too-large') return refuseBody(incoming, outgoing, tooLarge(parts.entropy.uuid()))
    const request = withBody(head, body)
    if (route === 'pages') return answerAsPage(parts, request, outgoing)
    write(
      outgoing,
      route === 'api' ? await answerApi(parts, request) : await answerProbe(parts, route, request),
    )
  }

  return (incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      if (incoming.destroyed && !incoming.complete) return // the caller went away
      if (outgoing.headersSent) return void outgoing.destroy()
      write(outgoing, internalError(onError(parts, undefined, error)))
    })
  }
}

async function answerApi(parts: ListenerParts, request: HttpRequest): Promise<HttpResponse> {
  const start = performance.now()
  const response = await parts
    .handleApi(request)
    .catch((error: unknown) => internalError(onError(parts, 'api', error)))
  const milliseconds = performance.now() - start
  parts.metrics?.observe(response, milliseconds / 1000)
  parts.log.debug('Answered', {
    requestId: response.headers['x-amzn-requestid'],
    operation: response.operation,
    status: response.status,
    milliseconds: Math.round(milliseconds * 1000) / 1000,
    remoteAddress: request.remoteAddress,
  })
  return response
}

async function answerAsPage(
  parts: ListenerParts,
  request: HttpRequest,
  outgoing: ServerResponse,
): Promise<void> {
  const start = performance.now()
  try {
    const answered = await answerPage(parts.pages, request, outgoing)
    if (answered) parts.metrics?.observePage(answered, (performance.now() - start) / 1000)
  } catch (error) {
    write(outgoing, pageFailure(onError(parts, 'pages', error)))
  }
}

/** Stores the body as it arrives. The limit for the bodies of other requests does not apply. */
async function answerUpload(
  { uploads }: ListenerParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  head: RequestHead,
): Promise<void> {
  const body = incoming.iterator({ destroyOnReturn: false }) // an answer has to follow even if some is left unread
  const response = await uploads.receive({ path: head.path, query: head.query, origin: originOf(head), body })
  if (incoming.complete) return write(outgoing, response)
  return refuseBody(incoming, outgoing, response)
}

async function answerProbe(
  parts: ListenerParts,
  route: 'health' | 'ready' | 'metrics',
  request: HttpRequest,
): Promise<HttpResponse> {
  if (route === 'metrics') return parts.metricsPage ? parts.metricsPage(request) : plain(404, 'Not Found')
  if (route === 'health') return json(200, { status: 'ok', ...replicaState(parts) })
  const ready = await parts.ready().catch(() => false)
  return ready ? json(200, { status: 'ready', ...replicaState(parts) }) : json(503, { status: 'not ready' })
}

/** What the probes add if the database is a replica: which database takes changes, if any. */
function replicaState({ databaseState }: ListenerParts): object {
  const state = databaseState?.()
  if (state?.role !== 'replica') return {}
  if (state.primaryLost) return { database: 'replica', changes: 'primary lost' }
  return { database: 'replica', changes: state.takesChanges ? 'primary' : 'refused' }
}

/** Where every unexpected exception ends: in the log. Returns the id under which the caller may ask about it. */
function onError({ log, entropy }: ListenerParts, route: Route | undefined, error: unknown): string {
  const requestId = entropy.uuid()
  log.error('A request failed unexpectedly', { requestId, route, error })
  return requestId
}
