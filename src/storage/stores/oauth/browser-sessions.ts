import type { BrowserSession } from '../../../domain/browser-sessions/browser-session.ts'
import type {
  BrowserSessionStore,
  TrackedSession,
} from '../../../domain/browser-sessions/browser-session-store.ts'
import { providerSubject } from '../../../domain/federation/provider-session.ts'
import type { SsoSession } from '../../../domain/sessions/token-session.ts'
import type { Queries } from '../../driver/database.ts'
import type { Vault } from '../../vault.ts'

interface SessionRow {
  digest: string
  user_pool_id: string
  sub: string
  domain: string
  password_revision: string | null
  device_key: string | null
  auth_time: number
  expires_at: number
  provider: string | null
  sealed_provider_session: Uint8Array | null
  assurance: string | null
  sso_id: string | null
  client_id: string | null
  last_active_at: number | null
  device_type: string | null
  ip_address: string | null
}

const COLUMNS = `digest, user_pool_id, sub, domain, password_revision, device_key, auth_time, expires_at, assurance,
  sealed_provider_session, provider, sso_id, client_id, last_active_at, device_type, ip_address`

function ssoOf(row: Omit<SessionRow, 'sealed_provider_session'>, id: string): SsoSession {
  return {
    id,
    clientId: row.client_id ?? '',
    lastActiveAt: row.last_active_at ?? row.auth_time,
    deviceType: row.device_type ?? 'unknown',
    ipAddress: row.ip_address ?? '',
  }
}

function isTracked(session: BrowserSession): session is TrackedSession {
  return session.sso !== undefined
}

export function browserSessionStore(queries: Queries, vault: Vault): BrowserSessionStore {
  const sealing = vault.forColumn('browser_sessions', 'sealed_provider_session')

  function toSession({ sealed_provider_session: sealed, ...row }: SessionRow): BrowserSession {
    return {
      digest: row.digest,
      userPoolId: row.user_pool_id,
      sub: row.sub,
      domain: row.domain,
      passwordRevision: row.password_revision,
      ...(row.device_key !== null && { deviceKey: row.device_key }),
      authTime: row.auth_time,
      expiresAt: row.expires_at,
      ...(row.provider !== null && { provider: row.provider }),
      ...(row.assurance !== null && { assurance: JSON.parse(row.assurance) }),
      ...(sealed && { atProvider: JSON.parse(sealing.open(sealed, row.digest)) }),
      ...(row.sso_id !== null && { sso: ssoOf(row, row.sso_id) }),
    }
  }

  return {
    async insert({ digest, atProvider, assurance, sso, ...session }) {
      await queries.run(
        `insert into browser_sessions (${COLUMNS}, provider_subject)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
        digest,
        session.userPoolId,
        session.sub,
        session.domain,
        session.passwordRevision,
        session.deviceKey ?? null,
        session.authTime,
        session.expiresAt,
        assurance ? JSON.stringify(assurance) : null,
        atProvider ? sealing.seal(JSON.stringify(atProvider), digest) : null,
        session.provider ?? null,
        sso?.id ?? null,
        sso?.clientId ?? null,
        sso?.lastActiveAt ?? null,
        sso?.deviceType ?? null,
        sso?.ipAddress ?? null,
        atProvider ? providerSubject(atProvider.provider, atProvider.nameId.value) : null,
      )
    },

    async find(digest) {
      const sql = `select ${COLUMNS} from browser_sessions where digest = $1`
      const row = await queries.first<SessionRow>(sql, digest)
      return row && toSession(row)
    },

    async ofProviderSubject(userPoolId, provider, nameId) {
      const rows = await queries.all<SessionRow>(
        `select ${COLUMNS} from browser_sessions where user_pool_id = $1 and provider_subject = $2`,
        userPoolId,
        providerSubject(provider, nameId),
      )
      return rows.map(toSession)
    },

    async listTracked({ userPoolId, sub }, now, limit) {
      const rows = await queries.all<SessionRow>(
        `select ${COLUMNS} from browser_sessions
         where user_pool_id = $1 and sub = $2 and sso_id is not null and expires_at > $3
           and (device_key is null or exists (
             select 1 from devices
             where devices.user_pool_id = browser_sessions.user_pool_id and devices.sub = browser_sessions.sub
               and devices.device_key = browser_sessions.device_key))
         order by last_active_at desc, sso_id limit $4`,
        userPoolId,
        sub,
        now,
        limit,
      )
      return rows.map(toSession).filter(isTracked)
    },

    async noteActivity({ userPoolId, sub }, ssoId, now) {
      await queries.run(
        'update browser_sessions set last_active_at = $4 where user_pool_id = $1 and sub = $2 and sso_id = $3',
        userPoolId,
        sub,
        ssoId,
        now,
      )
    },

    async endTracked({ userPoolId, sub }, ssoId) {
      await queries.run(
        'delete from browser_sessions where user_pool_id = $1 and sub = $2 and sso_id = $3',
        userPoolId,
        sub,
        ssoId,
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

    async endAll({ userPoolId, sub }) {
      await queries.run('delete from browser_sessions where user_pool_id = $1 and sub = $2', userPoolId, sub)
    },

    deleteExpired: (before) => queries.run('delete from browser_sessions where expires_at < $1', before),
  }
}
