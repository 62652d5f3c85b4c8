import { mapIn, mapOf } from './json-map.ts'
import { path, type Read, WrongValue } from './values.ts'

/** The certificate for a name other than that of the public address. */
export interface DomainCertificate {
  /** A host name in lower case; `*.` at its beginning stands for one label. */
  readonly name: string
  readonly tlsCertFile: string
  readonly tlsKeyFile: string
}

const FORM =
  'certificates by host name, each with cert-file and key-file, such as {"login.example.com": {"cert-file": "cert.pem", "key-file": "key.pem"}}'

const LABELS = /^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*$/
const LONGEST_NAME = 253

/** A map in the configuration file, which arrives here as JSON. */
export const domainCertificates: Read<readonly DomainCertificate[]> = (text) =>
  Object.entries(mapIn(text, FORM)).map(([name, value]) => {
    const { 'cert-file': certFile, 'key-file': keyFile, ...others } = mapOf(value, FORM)
    const isName = name.length <= LONGEST_NAME && LABELS.test(name)
    if (!isName || !isPath(certFile) || !isPath(keyFile) || Object.keys(others).length > 0)
      throw new WrongValue(FORM)
    return { name, tlsCertFile: path(certFile), tlsKeyFile: path(keyFile) }
  })

function isPath(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
