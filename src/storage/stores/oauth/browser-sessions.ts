import type { BrowserSession } from '../../../domain/browser-sessions/browser-session.ts'
import type { BrowserSessionStore } from '../../../domain/browser-sessions/browser-session-store.ts'
import { providerSubject } from '../../../domain/federation/provider-session.ts'
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
}

const COLUMNS = `digest, user_pool_id, sub, domain, password_revision, device_key, auth_time, expires_at, assurance,
  sealed_provider_session, provider`

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
    }
  }

  return {
    async insert({ digest, atProvider, assurance, ...session }) {
      await queries.run(
        `insert into browser_sessions (${COLUMNS}, provider_subject)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
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
