import type { BrowserDevice } from '../../domain/devices/browser-device.ts'
import { DAY } from '../../kernel/clock.ts'
import { cookie } from './cookies.ts'
import type { Exchange } from './exchange.ts'

/** The cookie with the devices that the browser is remembered as. */
export const DEVICE_COOKIE = 'device'

/** How long browsers keep a cookie at most (RFC 6265bis, section 5.5). Each sign-in with the device renews it. */
const LIFETIME = 400 * DAY

/** A browser may be used by several people. Of more, those that signed in last are kept: a request has 16 KiB for its headers. */
const MOST = 8

const ENTRY = /^([\w-]{16})~([\w-]{1,55})~([\w-]{43})$/

/** The devices of a browser, by the value of its cookie. */
export function devicesIn(value: string | undefined): readonly BrowserDevice[] {
  return (value ?? '').split('.', MOST).flatMap((entry) => {
    const [, owner, deviceKey, secret] = ENTRY.exec(entry) ?? []
    return owner && deviceKey && secret ? [{ owner, deviceKey, secret }] : []
  })
}

/** The cookie with this device, in the place of another one of the same user. */
export function deviceCookie(
  exchange: Pick<Exchange, 'cookies' | 'domain' | 'secure'>,
  device: BrowserDevice,
): string {
  const others = devicesIn(exchange.cookies[DEVICE_COOKIE]).filter(({ owner }) => owner !== device.owner)
  const value = [device, ...others]
    .slice(0, MOST)
    .map(({ owner, deviceKey, secret }) => `${owner}~${deviceKey}~${secret}`)
    .join('.')
  return cookie(exchange, DEVICE_COOKIE, value, LIFETIME / 1000)
}
