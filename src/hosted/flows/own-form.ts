import type { SingleUse } from '../../domain/credentials/consumed-token-store.ts'
import { equalInConstantTime } from '../../kernel/cryptography/constant-time.ts'
import { CSRF_COOKIE, cookie } from '../domains/cookies.ts'
import type { Exchange } from '../domains/exchange.ts'
import { formOrigin, formToken, newFormOrigin } from './form-token.ts'

/** A form that was sent from our own page in this browser. */
export interface OwnForm {
  readonly fields: URLSearchParams
  /** The sign-in that it begins. */
  readonly origin: SingleUse
}

/**
 * The form of a request, if the request comes from our own page in this browser: by its Origin header, if it has one, and
 * by the token in the form. Undefined for any other.
 */
export function ownForm(exchange: Exchange): OwnForm | undefined {
  const { form, headers, cookies, sites, now } = exchange
  const from = headers.get('origin')
  if (!form || (from !== null && !sites.includes(from))) return undefined
  const [browser, token] = [cookies[CSRF_COOKIE], form.get('csrf') ?? form.get('_csrf')]
  const origin = formOrigin(exchange, browser, token, now) ?? originOfProgram(exchange, browser, token)
  return origin && { fields: form, origin }
}

const COOKIE_FORM = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The sign-in that the form of a program begins. AWS: the token is the value of the cookie, and programs that sign in on the
 * pages send it without reading a page. Browsers say which site a form comes from; other sites do not know the value.
 */
function originOfProgram(
  { world, headers, now }: Exchange,
  browser: string | undefined,
  token: string | null,
): SingleUse | undefined {
  const site = headers.get('sec-fetch-site') ?? 'same-origin'
  if (site !== 'same-origin' || browser === undefined || !COOKIE_FORM.test(browser)) return undefined
  return equalInConstantTime(token ?? '', browser) ? newFormOrigin(world.entropy, now) : undefined
}

/** What a page with a form needs: the form's token, and the cookie that it is bound to. */
export function formParts(exchange: Exchange): {
  readonly csrf: string
  readonly cookies: readonly string[]
} {
  const { world, cookies, now } = exchange
  const known = cookies[CSRF_COOKIE] ?? ''
  const browser = COOKIE_FORM.test(known) ? known : world.entropy.uuid()
  const made = browser === known ? [] : [cookie(exchange, CSRF_COOKIE, browser)]
  return { csrf: formToken(exchange, browser, now), cookies: made }
}
