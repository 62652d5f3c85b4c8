import type { Instant } from '../../kernel/clock.ts'
import { cookie, forget } from '../domains/cookies.ts'
import type { Exchange } from '../domains/exchange.ts'
import { type Expiring, openState, type StateUse, sealState } from '../domains/sealed-state.ts'
import { flowSubject } from './flow-subject.ts'

/** What the cookie of a request depends on. */
export type About = Pick<Exchange, 'world' | 'domain' | 'query' | 'secure'>

/**
 * A sealed cookie with the state of one authorization request. Each request has a cookie of its own, so that tabs do not
 * mix.
 * @param kind of the state; no other kind opens
 * @param name how the name of the cookie begins
 */
export function requestCookie<State extends Expiring>(kind: string, name: string) {
  const useOf = ({ query }: About): StateUse => ({
    purpose: 'browser sign-ins',
    kind,
    context: [flowSubject(query)],
  })
  const nameOf = ({ query }: About) => `${name}-${flowSubject(query).slice(0, 8)}`
  return {
    make(about: About, state: State, now: Instant): string {
      const seconds = Math.ceil((state.expiresAt - now) / 1000)
      return cookie(about, nameOf(about), sealState(about, useOf(about), state), seconds)
    },
    forget: (about: About): string => forget(about, nameOf(about)),
    /** The state that the browser carries for this domain and authorization request, if it has time left. */
    read: (about: About & Pick<Exchange, 'cookies' | 'now'>): State | undefined =>
      openState(about, useOf(about), about.cookies[nameOf(about)] ?? '', about.now),
  }
}
