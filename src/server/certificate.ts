import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import type { Instant } from '../kernel/clock.ts'
import { systemReason } from '../kernel/system-reason.ts'

export interface CertificateFiles {
  readonly tlsCertFile: string
  readonly tlsKeyFile: string
}

export interface Certificate {
  /** In PEM, as are chain and key of the files. */
  readonly cert: Buffer
  readonly key: Buffer
  /** `Nov 22 12:00:00 2027 GMT`. */
  readonly validTo: string
}

/** When each certificate expires, by the host name that it is for, or `tls-cert-file` for the server's own. */
export type CertificateExpiries = ReadonlyMap<string, Instant>

export function expiryOf({ validTo }: Pick<Certificate, 'validTo'>): Instant {
  return Date.parse(validTo)
}

/** Certificate chain and key as the files hold them now. Throws where one can't be read, or they don't fit. */
export function readCertificate({ tlsCertFile, tlsKeyFile }: CertificateFiles): Certificate {
  const cert = contentOf('tls-cert-file', tlsCertFile)
  const key = contentOf('tls-key-file', tlsKeyFile)
  try {
    createSecureContext({ cert, key })
    return { cert, key, validTo: new X509Certificate(cert).validTo }
  } catch (error) {
    throw new Error(
      `tls-cert-file and tls-key-file must hold a certificate and its key in PEM: ${(error as Error).message}`,
    )
  }
}

function contentOf(setting: string, file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new Error(`${setting} ${file} can't be read: ${systemReason(error)}`)
  }
}
