import { createSecureContext, type SecureContext } from 'node:tls'
import {
  type Certificate,
  type CertificateExpiries,
  type CertificateFiles,
  expiryOf,
  readCertificate,
} from './certificate.ts'

/** The certificate for a host name; `*.` at its beginning stands for one label. */
export interface DomainCertificateFiles extends CertificateFiles {
  readonly name: string
}

export interface DomainCertificates {
  /** What a client that asks for this name gets (RFC 6066, section 3); undefined for the server's own certificate. */
  contextFor(name: string): SecureContext | undefined
  expiries(): CertificateExpiries
  /** Reads all files again. Throws where one can't be used; those before stay then. */
  renew(): void
}

/** @param optionsFor what the server's own certificate is used with, too */
export function domainCertificates(
  files: readonly DomainCertificateFiles[],
  optionsFor: (certificate: Certificate) => object,
): DomainCertificates {
  const read = (entry: DomainCertificateFiles) => {
    try {
      const certificate = readCertificate(entry)
      return { context: createSecureContext(optionsFor(certificate)), expiry: expiryOf(certificate) }
    } catch (error) {
      throw new Error(`domains, ${entry.name}: ${(error as Error).message}`)
    }
  }
  const readAll = () => new Map(files.map((entry) => [entry.name, read(entry)]))
  let present = readAll()
  return {
    contextFor(asked) {
      const name = asked.toLowerCase()
      return (present.get(name) ?? present.get(`*${name.slice(name.indexOf('.'))}`))?.context
    },
    expiries: () => new Map([...present].map(([name, { expiry }]) => [name, expiry])),
    renew() {
      present = readAll()
    },
  }
}
