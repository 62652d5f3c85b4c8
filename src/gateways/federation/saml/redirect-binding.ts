import { createPrivateKey, sign, verify, X509Certificate } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { SamlMessage } from '../../../domain/federation/saml-logout-gateway.ts'
import { RSA_SHA256, RSA_SHA512 } from './saml-names.ts'

/** A message of ours for the HTTP-Redirect binding (SAML Bindings, section 3.4). */
export interface OwnMessage {
  readonly parameter: SamlMessage['parameter']
  readonly xml: string
  readonly relayState: string | undefined
}

/**
 * The address with a message.
 * @param signingKey PEM; undefined to sign nothing
 */
export function addressWith(
  address: string,
  { parameter, xml, relayState }: OwnMessage,
  signingKey: string | undefined,
): string {
  const query = new URLSearchParams({ [parameter]: deflateRawSync(xml).toString('base64') })
  if (relayState !== undefined) query.set('RelayState', relayState)
  if (signingKey !== undefined) {
    // SAML Bindings, section 3.4.4.1: the signature covers the query as it is sent.
    query.set('SigAlg', RSA_SHA256)
    const signature = sign('sha256', Buffer.from(query.toString()), createPrivateKey(signingKey))
    query.set('Signature', signature.toString('base64'))
  }
  return `${address}${address.includes('?') ? '&' : '?'}${query}`
}

/**
 * The text of a message.
 * @param limit of its length in bytes
 * @returns undefined if it is none, or longer
 */
export function inflated(encoded: string, limit: number): string | undefined {
  try {
    return inflateRawSync(Buffer.from(encoded, 'base64'), { maxOutputLength: limit }).toString('utf8')
  } catch {
    return undefined
  }
}

const DIGESTS = new Map([
  [RSA_SHA256, 'sha256'],
  [RSA_SHA512, 'sha512'],
])

/**
 * Whether the owner of one of the certificates signed the query. The text is put together from the parameters as they
 * were sent, each of which must be there once (SAML Bindings, section 3.4.4.1).
 * @param certificates DER in base64
 */
export function isSignedQuery(
  rawQuery: string,
  parameter: SamlMessage['parameter'],
  certificates: readonly string[],
): boolean {
  const read = new URLSearchParams(rawQuery)
  const pairs = rawQuery.split('&')
  const asSent = (name: string) => pairs.find((pair) => pair.startsWith(`${name}=`))
  // A name could be written in another way, and would then be read without being signed.
  const isPlain = (name: string) => read.getAll(name).length === (asSent(name) === undefined ? 0 : 1)
  if (![parameter, 'RelayState', 'SigAlg', 'Signature'].every(isPlain)) return false
  const digest = DIGESTS.get(read.get('SigAlg') ?? '')
  const [message, relayState] = [asSent(parameter), asSent('RelayState')]
  if (message === undefined || digest === undefined) return false
  const signed = [message, relayState, asSent('SigAlg')].filter((pair) => pair !== undefined)
  const text = Buffer.from(signed.join('&'))
  const made = Buffer.from(read.get('Signature') ?? '', 'base64')
  return certificates.some((certificate) => {
    const { publicKey } = new X509Certificate(Buffer.from(certificate, 'base64'))
    return publicKey.asymmetricKeyType === 'rsa' && verify(digest, text, publicKey, made)
  })
}
