import { cookie, forget } from '../../domains/cookies.ts'
import type { Exchange } from '../../domains/exchange.ts'
import type { Texts } from '../../languages/texts.ts'
import type { Notice } from '../../pages/sign-in/parts/frame.ts'

// What the next page says first about what was just done: the name of a text, in a cookie for that one page. Anyone could
// set it and would only see one of these texts.

const COOKIE = 'notice'
const SECONDS = 60

const NOTICES = {
  codeSentAgain: 'success',
  confirmedText: 'success',
  linkSentAgain: 'success',
  passwordChanged: 'success',
  resetRequired: 'error',
  sessionOver: 'error',
} as const satisfies { readonly [Name in keyof Texts]?: Notice['kind'] }

export type PassingNotice = keyof typeof NOTICES

export function noticeCookie(exchange: Pick<Exchange, 'domain' | 'secure'>, notice: PassingNotice): string {
  return cookie(exchange, COOKIE, notice, SECONDS)
}

/** What the page has to say, and the cookies after which it is said. */
export function passingNotice(
  exchange: Pick<Exchange, 'cookies' | 'domain' | 'secure'>,
  texts: Texts,
): { readonly notice: Notice | undefined; readonly cookies: readonly string[] } {
  const name = exchange.cookies[COOKIE]
  if (name === undefined || !Object.hasOwn(NOTICES, name)) return { notice: undefined, cookies: [] }
  const known = name as PassingNotice
  return { notice: { kind: NOTICES[known], text: texts[known] }, cookies: [forget(exchange, COOKIE)] }
}
