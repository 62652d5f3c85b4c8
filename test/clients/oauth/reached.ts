import type { Poolhouse } from '../../support/poolhouse.ts'
import { PUBLIC_URL } from '../../support/poolhouse.ts'

/** A fetch for clients that know the server by its public address, which leads to nowhere in tests. */
export function reaching(house: Poolhouse): (url: string, init: object) => Promise<Response> {
  return (url, init) => fetch(url.replace(PUBLIC_URL, house.url), init)
}

/** The same for a single address. */
export function reached(house: Poolhouse, url: string | URL): string {
  return `${url}`.replace(PUBLIC_URL, house.url)
}
