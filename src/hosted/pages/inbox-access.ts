import { createHmac } from 'node:crypto'
import { bearsToken } from '../../kernel/bearer-token.ts'
import { DAY, type Instant } from '../../kernel/clock.ts'
import { equalInConstantTime } from '../../kernel/cryptography/constant-time.ts'

/** How long a browser that sent the token may read the inbox. */
const SESSION = DAY

/** Who may read the inbox: a client with the token, and a browser for a day after it sent the token. */
export interface InboxAccess {
  isToken(given: string): boolean
  /** @param authorization the header of this name */
  isBearer(authorization: string | undefined): boolean
  /** Browsers ignore the port of cookies, so servers on the same host would otherwise overwrite each other's. */
  readonly cookieName: string
  /**
   * A cookie that ends after {@link SESSION}. It does not contain the token and is not accepted in its place, so it is
   * of little use to another server on the same host that receives it.
   */
  newCookie(now: Instant): { readonly value: string; readonly seconds: number }
  isCookie(value: string | undefined, now: Instant): boolean
}

export function inboxAccess(token: string): InboxAccess {
  const mac = (text: string) => createHmac('sha256', token).update(`inbox ${text}`).digest('base64url')
  return {
    isToken: (given) => equalInConstantTime(given, token),
    isBearer: (authorization) => bearsToken(authorization, token),
    cookieName: `poolhouse-inbox-${mac('name').slice(0, 8)}`,
    newCookie(now) {
      const expires = now + SESSION
      return { value: `${expires}.${mac(`until ${expires}`)}`, seconds: SESSION / 1000 }
    },
    isCookie(value, now) {
      const [, expires, proof] = /^(\d{1,15})\.([\w-]{43})$/.exec(value ?? '') ?? []
      if (expires === undefined || proof === undefined || now >= Number(expires)) return false
      return equalInConstantTime(proof, mac(`until ${expires}`))
    },
  }
}
