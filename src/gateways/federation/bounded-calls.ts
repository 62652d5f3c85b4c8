import { FederationRefused } from '../../domain/federation/federation-refused.ts'
import { setBounded } from '../../kernel/bounded-cache.ts'
import { type Clock, SECOND } from '../../kernel/clock.ts'

/** How many sign-ins may wait for a provider at once. Each has one request at a time. */
export const MOST_WAITING = 50
/** After so many failures in a row a provider is left alone for a while. */
export const MOST_SILENT = 5
const REST = 10 * SECOND
const MOST_PROVIDERS = 1000

/** A provider that gave no answer at all, or none in time. */
export class ProviderSilent extends FederationRefused {}

/** Calls a provider, or refuses to. */
export type BoundedCall = <Result>(provider: string, call: () => Promise<Result>) => Promise<Result>

interface Line {
  waiting: number
  silent: number
  restsUntil: number
}

/**
 * Keeps a provider that is slow or down from holding more than {@link MOST_WAITING} sign-ins: further ones are refused at
 * once. After {@link MOST_SILENT} failures in a row it rests for ten seconds, then one sign-in at a time tries again.
 */
export function boundedCalls(clock: Clock): BoundedCall {
  const lines = new Map<string, Line>()

  function lineOf(provider: string): Line {
    const known = lines.get(provider)
    if (known) return known
    const line = { waiting: 0, silent: 0, restsUntil: 0 }
    setBounded(lines, MOST_PROVIDERS, provider, line)
    return line
  }

  return async (provider, call) => {
    const line = lineOf(provider)
    const isDown = line.silent >= MOST_SILENT
    if (isDown && clock() < line.restsUntil) throw unavailable()
    if (line.waiting >= (isDown ? 1 : MOST_WAITING)) throw unavailable()
    line.waiting++
    try {
      const result = await call()
      line.silent = 0
      return result
    } catch (error) {
      if (error instanceof ProviderSilent) {
        line.silent++
        line.restsUntil = clock() + REST
      } else line.silent = 0
      throw error
    } finally {
      line.waiting--
    }
  }
}

/** Deviation: the service's own limits and words are not known (docs/deviations.md). */
const unavailable = () =>
  new FederationRefused('temporarily_unavailable', 'The identity provider does not answer at the moment')
