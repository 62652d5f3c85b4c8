import { lookup, Resolver } from 'node:dns/promises'

/** Resolves a name to all of its addresses. */
export type Resolve = (host: string) => Promise<readonly { address: string; family: number }[]>

export interface Resolvers {
  /** Asks DNS servers, over sockets of its own. */
  readonly dns: () => Pick<Resolver, 'resolve4' | 'resolve6'>
  /** Asks as the machine does, with its file of hosts. It holds a thread of the pool until it has an answer. */
  readonly machine: Resolve
}

const SYSTEM: Resolvers = {
  dns: () => new Resolver({ timeout: 1000, tries: 2 }), // a new one knows the servers that the machine has now
  machine: (host) => lookup(host, { all: true }),
}

/**
 * Resolves names of providers. The owner of a name can keep its DNS server silent, and lookups by the machine would then
 * hold all threads, which hash passwords and sign tokens for everybody. So DNS servers are asked directly. The machine is
 * asked for names without a dot and for names that DNS does not know, one at a time.
 */
export function hostResolver({ dns, machine }: Resolvers = SYSTEM): Resolve {
  let last: Promise<unknown> = Promise.resolve()

  function byMachine(host: string): ReturnType<Resolve> {
    const found = last.then(() => machine(host))
    last = found.catch(() => undefined)
    return found
  }

  return async (host) => {
    if (!host.includes('.')) return byMachine(host)
    const resolver = dns()
    const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
    const found = [...addressesIn(four, 4), ...addressesIn(six, 6)]
    if (found.length > 0) return found
    for (const answer of [four, six]) {
      if (answer.status === 'rejected' && answer.reason?.code === 'ETIMEOUT') throw answer.reason
    }
    return byMachine(host)
  }
}

function addressesIn(answer: PromiseSettledResult<string[]>, family: number) {
  return answer.status === 'fulfilled' ? answer.value.map((address) => ({ address, family })) : []
}
