import { deviceParts } from '../sessions/device-type.ts'
import type { Guard } from '../threat-protection/guard.ts'
import type { EventContext } from './auth-event.ts'

/** AWS: browser and operating system, such as `Chrome 126, Windows 10`; `Other` for either that is not known. */
export function eventContext({ origin, place }: Pick<Guard, 'origin' | 'place'>): EventContext {
  const { ipAddress, userAgent = '', device, timezone, hasContextData } = origin
  const { browser = 'Other', system = 'Other' } = deviceParts(userAgent)
  return { ipAddress, deviceName: `${browser}, ${system}`, device, timezone, ...place, hasContextData }
}
