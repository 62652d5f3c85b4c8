import { setBounded } from '../../../kernel/bounded-cache.ts'
import { type Clock, MINUTE } from '../../../kernel/clock.ts'
import { withoutTrailingSlashes } from '../../../kernel/web-address.ts'
import type { AddressGuard } from '../address-guard.ts'
import { ProviderSilent } from '../bounded-calls.ts'
import { guardedRequest, MOST_REDIRECTS } from '../guarded-request.ts'

/** What is used of a discovery document (OpenID Connect Discovery, section 3). All members are from outside. */
export interface DiscoveryDocument {
  readonly issuer: string
  readonly [member: string]: unknown
}

export type Discover = (issuer: string) => Promise<DiscoveryDocument>

const KEPT = 10 * MINUTE
const MOST_ISSUERS = 200
const LARGEST = 256 * 1024
/** Milliseconds. */
const PATIENCE = 5000

/**
 * Reads discovery documents, each at most every ten minutes. Concurrent sign-ins wait for the same reading; one that
 * fails is not kept.
 */
export function discoveries(guard: AddressGuard, clock: Clock): Discover {
  const known = new Map<string, { readonly readAt: number; readonly document: Promise<DiscoveryDocument> }>()
  return (issuer) => {
    const kept = known.get(issuer)
    if (kept && clock() - kept.readAt < KEPT) return kept.document
    const document = read(guard, issuer)
    setBounded(known, MOST_ISSUERS, issuer, { readAt: clock(), document })
    document.catch(() => known.delete(issuer))
    return document
  }
}

async function read(guard: AddressGuard, issuer: string): Promise<DiscoveryDocument> {
  const url = `${withoutTrailingSlashes(issuer)}/.well-known/openid-configuration`
  const document = await guardedRequest(guard, {
    url,
    headers: { accept: 'application/json' },
    userAgent: 'Amazon/Cognito',
    limit: LARGEST,
    patience: PATIENCE,
    redirects: MOST_REDIRECTS,
  }).then(({ status, body }) => (status === 200 ? parsed(body) : undefined), noDocument)
  if (!document || !isOf(document, issuer)) throw unreachable()
  return document
}

function parsed(body: Buffer): DiscoveryDocument | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    const isDocument = typeof value === 'object' && value !== null && 'issuer' in value
    return isDocument && typeof value.issuer === 'string' ? (value as DiscoveryDocument) : undefined
  } catch {
    return undefined
  }
}

/** AWS: an issuer is configured without the slash that some providers have at its end. */
function isOf({ issuer }: DiscoveryDocument, configured: string): boolean {
  return withoutTrailingSlashes(issuer) === withoutTrailingSlashes(configured)
}

const noDocument = () => undefined

/** Deviation: the service's own description is not known (docs/deviations.md). */
const unreachable = () =>
  new ProviderSilent('invalid_request', 'Unable to contact well-known endpoint of the identity provider')
