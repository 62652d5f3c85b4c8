import type { BrowserSessionStore } from '../../../domain/browser-sessions/browser-session-store.ts'
import type { Queries } from '../../driver/database.ts'

interface SessionRow {
  user_pool_id: string
  sub: string
  domain: string
  password_revision: string | null
  device_key: string | null
  auth_time: number
  expires_at: number
}

export function browserSessionStore(queries: Queries): BrowserSessionStore {
  return {
    async insert({ digest, userPoolId, sub, domain, passwordRevision, deviceKey, authTime, expiresAt }) {
      await queries.run(
        `insert into browser_sessions
           (digest, user_pool_id, sub, domain, password_revision, device_key, auth_time, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        digest,
        userPoolId,
        sub,
        domain,
        passwordRevision,
        deviceKey ?? null,
        authTime,
        expiresAt,
      )
    },

    async find(digest) {
      const row = await queries.first<SessionRow>(
        `select user_pool_id, sub, domain, password_revision, device_key, auth_time, expires_at
         from browser_sessions where digest = $1`,
        digest,
      )
      return (
        row && {
          digest,
          userPoolId: row.user_pool_id,
          sub: row.sub,
          domain: row.domain,
          passwordRevision: row.password_revision,
          ...(row.device_key !== null && { deviceKey: row.device_key }),
          authTime: row.auth_time,
          expiresAt: row.expires_at,
        }
      )
    },

    setDevice: async (digest, deviceKey) =>
      (await queries.run(
        'update browser_sessions set device_key = $2 where digest = $1 and device_key is null',
        digest,
        deviceKey,
      )) === 1,

    end: async (digest) =>
      (await queries.run('delete from browser_sessions where digest = $1', digest)) === 1,

    deleteExpired: (before) => queries.run('delete from browser_sessions where expires_at < $1', before),
  }
}
