import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'

/** What a custom domain demands of connections (AWS: SecurityPolicyType). */
export type TlsPolicy = 'TLS_V1' | 'TLS_V1_2_2021' | 'TLS_V1_3_2025'

/** Knows the policies of custom domains. */
export interface TlsPolicies {
  /** What the custom domain of this name demands of connections; undefined for other names. */
  policyOf?(name: string): Promise<TlsPolicy | undefined>
}

/**
 * The ciphers of TLS 1.2 that a policy takes, by OpenSSL's names; undefined for all of them (AWS: CloudFront, "Supported
 * protocols and ciphers between viewers and CloudFront"). Every policy takes TLS 1.3. Deviation: TLS_V1 takes nothing older than
 * TLS 1.2 here, as no policy does (docs/deviations.md, "TLS policies").
 */
const CIPHERS: Readonly<Record<TlsPolicy, readonly string[] | undefined>> = {
  TLS_V1: undefined,
  TLS_V1_2_2021: [
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
  ],
  TLS_V1_3_2025: [],
}

/**
 * Whether the policy of a name refuses the version of TLS in a handshake, which is agreed on when the client's name is known.
 * @param socket of the server
 */
export async function isTooOld(policies: TlsPolicies, name: string, socket: unknown): Promise<boolean> {
  if (!isOlderTls(socket)) return false
  return !takes(await policyFor(policies, name), { protocol: socket.getProtocol() })
}

/** Whether a connection has a version of TLS that some policy refuses. Of any other, no policy needs to be looked up. */
export function isOlderTls(socket: unknown): socket is TLSSocket {
  return isTls(socket) && socket.getProtocol() !== 'TLSv1.3'
}

/**
 * Whether a request came over a connection that the policy of its host refuses: its cipher is known only now, and a client
 * may have asked for another name when it connected (RFC 9110, section 15.5.20).
 */
export async function isMisdirected(
  policies: TlsPolicies,
  { socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>,
): Promise<boolean> {
  if (!isOlderTls(socket) || headers.host === undefined) return false
  const agreed = { protocol: socket.getProtocol(), cipher: socket.getCipher().name }
  return !takes(await policyFor(policies, headers.host.replace(/:\d*$/, '')), agreed)
}

/** None while the database cannot be asked: then the domain cannot be served either. */
async function policyFor({ policyOf }: TlsPolicies, name: string): Promise<TlsPolicy | undefined> {
  return policyOf?.(name.toLowerCase()).catch(() => undefined)
}

function isTls(socket: unknown): socket is TLSSocket {
  return typeof socket === 'object' && socket !== null && 'encrypted' in socket
}

/** A connection as both sides have agreed on it. During a handshake, the cipher is still to come. */
interface AgreedConnection {
  /** `TLSv1.2` or `TLSv1.3`. */
  readonly protocol: string | null
  /** OpenSSL's name. */
  readonly cipher?: string | undefined
}

/** Whether the policy takes the connection, as far as that is known. */
function takes(policy: TlsPolicy | undefined, { protocol, cipher }: AgreedConnection): boolean {
  const ciphers = policy && CIPHERS[policy]
  if (!ciphers || protocol === 'TLSv1.3') return true
  return cipher === undefined ? ciphers.length > 0 : ciphers.includes(cipher)
}
