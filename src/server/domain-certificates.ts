import { createSecureContext, type SecureContext } from 'node:tls'
import { type Certificate, type CertificateFiles, readCertificate } from './certificate.ts'

/** The certificate for a host name; `*.` at its beginning stands for one label. */
export interface DomainCertificateFiles extends CertificateFiles {
  readonly name: string
}

export interface DomainCertificates {
  /** What a client that asks for this name gets (RFC 6066, section 3); undefined for the server's own certificate. */
  contextFor(name: string): SecureContext | undefined
  /** Reads all files again. Throws where one can't be used; those before stay then. */
  renew(): void
}

/** @param optionsFor what the server's own certificate is used with, too */
export function domainCertificates(
  files: readonly DomainCertificateFiles[],
  optionsFor: (certificate: Certificate) => object,
): DomainCertificates {
  const contextOf = (entry: DomainCertificateFiles): SecureContext => {
    try {
      return createSecureContext(optionsFor(readCertificate(entry)))
    } catch (error) {
      throw new Error(`domains, ${entry.name}: ${(error as Error).message}`)
    }
  }
  const read = () => new Map(files.map((entry) => [entry.name, contextOf(entry)]))
  let contexts = read()
  return {
    contextFor(asked) {
      const name = asked.toLowerCase()
      return contexts.get(name) ?? contexts.get(`*${name.slice(name.indexOf('.'))}`)
    },
    renew() {
      contexts = read()
    },
  }
}
