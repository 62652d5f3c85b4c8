import { API_GRANT, type TokenFamily } from '../../../domain/tokens/token-family.ts'
import type { SqlValue } from '../../driver/database.ts'

export interface TokenFamilyRow {
  id: string
  user_pool_id: string
  client_id: string
  sub: string
  event_id: string
  auth_time: number
  granted: string
  device_key: string | null
  created_at: number
  expires_at: number
  revoked_at: number | null
  signed_out_at: number | null
  current_digest: string
  previous_digest: string | null
  previous_until: number | null
  generation: string | null
  session_id: string | null
  last_active_at: number | null
  device_type: string | null
  ip_address: string | null
  origin_session_id: string | null
}

export const TOKEN_FAMILY_COLUMNS = `id, user_pool_id, client_id, sub, event_id, auth_time, granted, device_key,
  created_at, expires_at, revoked_at, signed_out_at, current_digest, previous_digest, previous_until, generation,
  session_id, last_active_at, device_type, ip_address, origin_session_id`

/** Of most sign-ins. */
const API_GRANT_TEXT = JSON.stringify(API_GRANT)

/** In the order of {@link TOKEN_FAMILY_COLUMNS}. */
export function tokenFamilyValues(family: TokenFamily): SqlValue[] {
  const { rotation, session } = family
  return [
    family.id,
    family.userPoolId,
    family.clientId,
    family.sub,
    family.eventId,
    family.authTime,
    family.grant === API_GRANT ? API_GRANT_TEXT : JSON.stringify(family.grant),
    family.deviceKey ?? null,
    family.createdAt,
    family.expiresAt,
    family.revokedAt ?? null,
    family.signedOutAt ?? null,
    rotation.current,
    rotation.previous?.digest ?? null,
    rotation.previous?.until ?? null,
    rotation.generation ?? null,
    session?.id ?? null,
    session?.lastActiveAt ?? null,
    session?.deviceType ?? null,
    session?.ipAddress ?? null,
    session?.originSessionId ?? null,
  ]
}

export function toTokenFamily(row: TokenFamilyRow): TokenFamily {
  return {
    id: row.id,
    userPoolId: row.user_pool_id,
    clientId: row.client_id,
    sub: row.sub,
    eventId: row.event_id,
    authTime: row.auth_time,
    grant: JSON.parse(row.granted),
    deviceKey: row.device_key ?? undefined,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at ?? undefined,
    signedOutAt: row.signed_out_at ?? undefined,
    rotation: {
      current: row.current_digest,
      generation: row.generation ?? undefined,
      previous:
        row.previous_digest === null
          ? undefined
          : { digest: row.previous_digest, until: row.previous_until ?? 0 },
    },
    session:
      row.session_id === null
        ? undefined
        : {
            id: row.session_id,
            lastActiveAt: row.last_active_at ?? row.created_at,
            deviceType: row.device_type ?? 'unknown',
            ipAddress: row.ip_address ?? '',
            originSessionId: row.origin_session_id ?? undefined,
          },
  }
}
