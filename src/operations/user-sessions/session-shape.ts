import type { SessionDescriptionType, SessionLocationType } from '../../contract/generated/types.ts'
import type { Geolocation } from '../../domain/threat-protection/geolocation.ts'
import type { ListedSession } from '../../domain/user-sessions/list-sessions.ts'

/** @param callingFamilyId the family of the token that the user calls with */
export function toSessionDescription(
  listed: ListedSession,
  geolocation: Geolocation,
  callingFamilyId?: string,
): SessionDescriptionType {
  const { id, lastActiveAt, deviceType, ipAddress } = listed.session
  const shown = {
    SessionId: id,
    SessionType: listed.type,
    LastActiveDate: lastActiveAt,
    DeviceType: deviceType,
    LastIPAddress: ipAddress,
    LastLocation: toLocation(geolocation, ipAddress),
  }
  if (listed.type === 'SSO') {
    const { session, browser } = listed
    return { ...shown, ClientId: session.clientId, CreateDate: browser.authTime, IsCurrentSession: false }
  }
  const { session, family } = listed
  return {
    ...shown,
    ClientId: family.clientId,
    CreateDate: family.createdAt,
    OriginSessionId: session.originSessionId,
    IsCurrentSession: family.id === callingFamilyId,
  }
}

/** Absent if the server knows no place of the address. */
function toLocation({ placeOf }: Geolocation, ipAddress: string): SessionLocationType | undefined {
  const { city, country } = placeOf(ipAddress) ?? {}
  return city === undefined && country === undefined ? undefined : { City: city, Country: country }
}
