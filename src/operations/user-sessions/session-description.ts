import type { SessionDescriptionType } from '../../contract/generated/types.ts'
import type { ListedSession } from '../../domain/tokens/list-sessions.ts'

/** @param callingFamilyId the family of the token that the user calls with */
export function toSessionDescription(
  { family, session }: ListedSession,
  callingFamilyId?: string,
): SessionDescriptionType {
  return {
    SessionId: session.id,
    SessionType: 'TOKEN',
    ClientId: family.clientId,
    CreateDate: family.createdAt,
    LastActiveDate: session.lastActiveAt,
    DeviceType: session.deviceType,
    LastIPAddress: session.ipAddress,
    IsCurrentSession: family.id === callingFamilyId,
  }
}
