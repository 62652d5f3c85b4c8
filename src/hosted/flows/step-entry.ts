import type { BrowserEntry } from '../../domain/browser-sessions/browser-entry.ts'
import type { SingleUse } from '../../domain/credentials/consumed-token-store.ts'
import { SESSION_COOKIE } from '../domains/cookies.ts'
import type { Entry } from '../domains/enter.ts'
import type { Exchange } from '../domains/exchange.ts'

/** A step of a sign-in is a guess at a password or a code, as with InitiateAuth and RespondToAuthChallenge. */
export const SIGN_IN_GUESS = {
  wrongGuess: [
    'NotAuthorizedException',
    'UserNotFoundException',
    'CodeMismatchException',
    'ExpiredCodeException',
  ],
} as const

/** How a step of a sign-in counts towards the rates. */
export function stepEntry(
  { query }: Exchange,
  operation: 'InitiateAuth' | 'RespondToAuthChallenge',
  username: string,
): Entry {
  const within = query.get('client_id') ?? ''
  const rated = {
    operation,
    category: 'UserAuthentication',
    readOnly: false,
    user: { within, username },
  } as const
  return { name: 'Login_POST', rated }
}

export function browserEntry({ domain, cookies }: Exchange, flow: SingleUse): BrowserEntry {
  return { domain: domain.domain, flow, formerSecret: cookies[SESSION_COOKIE] }
}
