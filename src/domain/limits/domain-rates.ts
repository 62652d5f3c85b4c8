import type { Instant } from '../../kernel/clock.ts'
import { tooManyRequests } from './limit-errors.ts'
import type { RequestLeases } from './request-leases.ts'
import { sourceNetwork } from './source-network.ts'

/** Requests per second to the domains of pools. Infinity removes a limit. */
export interface DomainFigures {
  /** From one source address, to all domains. */
  readonly address: number
  /** For one client. */
  readonly client: number
  /** To one domain. */
  readonly domain: number
}

/** AWS: "Quotas in Amazon Cognito", request rates of user pool domains. */
export const DEFAULT_DOMAIN_FIGURES: DomainFigures = { address: 300, client: 300, domain: 500 }

/**
 * The part of a second's requests that each node lets in before it asks the database. Most seconds of most servers need
 * no more, so they cost no write; the nodes together may exceed a limit by this part for each node.
 */
export const FREE_PART = 1 / 20

/** A request to a domain. */
export interface DomainRequest {
  readonly region: string
  readonly domain: string
  /** The address that it comes from. */
  readonly address: string
  /** As the request has it; what cannot be a client's id is not counted. */
  readonly clientId: string | undefined
  readonly now: Instant
}

export interface DomainRates {
  /** @throws TooManyRequestsException if the address, the client or the domain has had too many in this second */
  admit(request: DomainRequest): Promise<void>
}

/** AWS: the form of a client's id. */
const CLIENT_ID = /^[\w+]{1,128}$/

export function domainRates(figures: DomainFigures, leases: RequestLeases): DomainRates {
  const isLimited = (name: keyof DomainFigures) => figures[name] !== Number.POSITIVE_INFINITY

  function limitsOf({ region, domain, address, clientId }: DomainRequest) {
    const limits: Array<{ readonly subject: string; readonly rate: number }> = []
    if (isLimited('address')) {
      limits.push({ subject: `DomainAddress ${sourceNetwork(address) ?? address}`, rate: figures.address })
    }
    if (isLimited('client') && clientId !== undefined && CLIENT_ID.test(clientId)) {
      limits.push({ subject: `DomainClient ${clientId}`, rate: figures.client })
    }
    if (isLimited('domain')) limits.push({ subject: `Domain ${region} ${domain}`, rate: figures.domain })
    return limits
  }

  return {
    async admit(request) {
      const { now } = request
      const limits = limitsOf(request)
      // What is refused by one limit uses up no other, and costs no write.
      if (limits.some(({ subject }) => leases.isSpent(subject, now))) throw tooManyRequests()
      for (const { subject, rate } of limits) {
        if (!(await leases.take(subject, rate, now))) throw tooManyRequests()
      }
    },
  }
}
