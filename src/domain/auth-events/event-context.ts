import { deviceParts } from '../sessions/device-type.ts'
import type { EventOrigin } from '../threat-protection/client-context.ts'
import type { EventContext } from './auth-event.ts'

/** AWS: browser and operating system, such as `Chrome 126, Windows 10`; `Other` for either that is not known. */
export function eventContext({ ipAddress, userAgent = '', hasContextData }: EventOrigin): EventContext {
  const { browser = 'Other', system = 'Other' } = deviceParts(userAgent)
  return { ipAddress, deviceName: `${browser}, ${system}`, hasContextData }
}
