import type { Server, ServerOptions } from 'node:http'
import { createServer } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemEntropy } from '../kernel/entropy.ts'
import {
  type Certificate,
  type CertificateExpiries,
  type CertificateFiles,
  expiryOf,
  readCertificate,
} from './certificate.ts'
import {
  type DomainCertificateFiles,
  type DomainCertificates,
  domainCertificates,
} from './domain-certificates.ts'
import type { ListenerParts } from './listener.ts'
import { createListener } from './listener.ts'
import { isTooOld } from './tls-policy.ts'

export interface ServerConfig {
  readonly host: string
  readonly port: number
  readonly tlsCertFile: string | undefined
  readonly tlsKeyFile: string | undefined
  /** For clients that ask for other names. */
  readonly domains?: readonly DomainCertificateFiles[] | undefined
  /** Bytes. */
  readonly bodyLimit: number
  readonly trustProxy: number
  /** These in milliseconds. */
  readonly requestTimeout: number
  readonly keepAliveTimeout: number
  /** By default none. */
  readonly shutdownDelay?: number
  readonly shutdownGrace: number
}

export interface ServerParts extends Omit<ListenerParts, 'config' | 'entropy'> {
  readonly config: ServerConfig
}

export interface RunningServer {
  readonly port: number
  /**
   * Reads certificates and keys again, for connections to come. Undefined where the server has none. Throws where they
   * can't be used; those before stay then.
   */
  renewCertificate(): Certificate | undefined
  /** Of the certificates that are in use now. */
  certificateExpiries(): CertificateExpiries
  /**
   * Ends each connection with its next answer, but accepts new ones until the delay is over. Then stops accepting, lets
   * requests in flight finish (but for no longer than the grace), closes idle connections. Resolves when the last
   * connection is gone.
   */
  close(): Promise<void>
}

// AWS takes 16 KiB of headers or less; session tokens of federated callers are the largest in practice.
const MAX_HEADER_BYTES = 16 * 1024

/** Resolves once the port is open; rejects with the system's error if it can't be. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const { config } = parts
  const { server, renewCertificate, certificateExpiries } = await createFor(parts)
  const listener = createListener({ ...parts, entropy: systemEntropy })
  let closing = false
  server.on('request', (incoming, outgoing) => {
    if (closing) outgoing.shouldKeepAlive = false
    listener(incoming, outgoing)
  })
  await listening(server, config)
  return {
    port: (server.address() as AddressInfo).port,
    renewCertificate,
    certificateExpiries,
    async close() {
      closing = true
      if (config.shutdownDelay) await sleep(config.shutdownDelay)
      return closeServer(server, config.shutdownGrace)
    },
  }
}

async function createFor({
  config,
  pages,
}: ServerParts): Promise<
  { server: Server } & Pick<RunningServer, 'renewCertificate' | 'certificateExpiries'>
> {
  const options: ServerOptions = {
    maxHeaderSize: MAX_HEADER_BYTES,
    // Limits slow requests: first the time for the head, then for the whole request.
    requestTimeout: config.requestTimeout,
    headersTimeout: Math.min(config.requestTimeout, 10_000),
    connectionsCheckingInterval: Math.min(Math.max(config.requestTimeout / 4, 50), 5000),
    keepAliveTimeout: config.keepAliveTimeout,
  }
  const { tlsCertFile, tlsKeyFile } = config
  if (tlsCertFile === undefined || tlsKeyFile === undefined) {
    const server = createServer(options)
    return { server, renewCertificate: () => undefined, certificateExpiries: () => new Map() }
  }
  const files = { tlsCertFile, tlsKeyFile }
  const others = domainCertificates(config.domains ?? [], tlsOptions)
  const https = await import('node:https')
  let own = readCertificate(files)
  const server = https.createServer({
    ...options,
    ...tlsOptions(own),
    SNICallback(name, done) {
      isTooOld(pages, name, this).then(
        (refused) => (refused ? done(refusal) : done(null, others.contextFor(name))),
        (error) => done(error),
      )
    },
  })
  return {
    server,
    renewCertificate() {
      own = renew(server, files, others)
      return own
    },
    certificateExpiries: () => new Map([['tls-cert-file', expiryOf(own)], ...others.expiries()]),
  }
}

const refusal = new Error('The TLS policy of the domain takes newer versions only')

function renew(server: TlsServer, files: CertificateFiles, others: DomainCertificates): Certificate {
  const certificate = readCertificate(files)
  others.renew()
  server.setSecureContext(tlsOptions(certificate))
  return certificate
}

function tlsOptions({ cert, key }: Certificate) {
  return { cert, key, minVersion: 'TLSv1.2' } as const
}

function listening(server: Server, { host, port }: ServerConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, backlog: 1024 }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function closeServer(server: Server, grace: number): Promise<void> {
  return new Promise((resolve) => {
    // Connections that become idle after close() has looked stay open until their time-out, unless asked again.
    const sweep = setInterval(() => server.closeIdleConnections(), 50)
    const end = setTimeout(() => server.closeAllConnections(), grace)
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(end)
      resolve()
    })
  })
}
