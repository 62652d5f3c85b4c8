import type { SoftwareToken } from '../../../domain/factors/software-token.ts'
import type { SoftwareTokenStore } from '../../../domain/factors/software-token-store.ts'
import type { StoreTools } from '../../store-tools.ts'

interface SoftwareTokenRow {
  sealed_secret: Uint8Array | null
  revision: string | null
  friendly_name: string | null
  last_used_step: number
  sealed_pending_secret: Uint8Array | null
  pending_revision: string | null
}

export function softwareTokenStore({ queries, vault, entropy }: StoreTools): SoftwareTokenStore {
  const secrets = vault.forColumn('software_tokens', 'sealed_secret')
  const pendingSecrets = vault.forColumn('software_tokens', 'sealed_pending_secret')

  return {
    async find(userPoolId, sub): Promise<SoftwareToken | undefined> {
      const row = await queries.first<SoftwareTokenRow>(
        `select sealed_secret, revision, friendly_name, last_used_step, sealed_pending_secret, pending_revision
         from software_tokens where user_pool_id = $1 and sub = $2`,
        userPoolId,
        sub,
      )
      if (!row) return undefined
      const { sealed_secret: sealed, revision } = row
      const { sealed_pending_secret: sealedPending, pending_revision: pendingRevision } = row
      return {
        verified:
          sealed && revision !== null
            ? {
                secret: secrets.openBytes(sealed, userPoolId, sub),
                revision,
                name: row.friendly_name ?? undefined,
                lastUsedStep: row.last_used_step,
              }
            : undefined,
        pending:
          sealedPending && pendingRevision !== null
            ? { secret: pendingSecrets.openBytes(sealedPending, userPoolId, sub), revision: pendingRevision }
            : undefined,
      }
    },

    async findApp(userPoolId, sub) {
      const row = await queries.first<{ revision: string; friendly_name: string | null }>(
        `select revision, friendly_name from software_tokens
         where user_pool_id = $1 and sub = $2 and sealed_secret is not null and revision is not null`,
        userPoolId,
        sub,
      )
      return row && { revision: row.revision, name: row.friendly_name ?? undefined }
    },

    async setPending(userPoolId, sub, secret) {
      const revision = entropy.uuid()
      await queries.run(
        `insert into software_tokens (user_pool_id, sub, last_used_step, sealed_pending_secret, pending_revision)
         values ($1, $2, 0, $3, $4)
         on conflict (user_pool_id, sub) do update set sealed_pending_secret = $3, pending_revision = $4`,
        userPoolId,
        sub,
        pendingSecrets.seal(secret, userPoolId, sub),
        revision,
      )
      return revision
    },

    async confirm(userPoolId, sub, { secret, revision }, { name, step }) {
      const confirmed = await queries.run(
        `update software_tokens set sealed_secret = $4, revision = pending_revision, friendly_name = $5, last_used_step = $6,
           sealed_pending_secret = null, pending_revision = null
         where user_pool_id = $1 and sub = $2 and pending_revision = $3`,
        userPoolId,
        sub,
        revision,
        secrets.seal(secret, userPoolId, sub),
        name ?? null,
        step,
      )
      return confirmed === 1
    },

    async useStep(userPoolId, sub, revision, step) {
      const used = await queries.run(
        `update software_tokens set last_used_step = $4
         where user_pool_id = $1 and sub = $2 and revision = $3 and last_used_step < $4`,
        userPoolId,
        sub,
        revision,
        step,
      )
      return used === 1
    },

    async setVerified(userPoolId, sub, { secret, name, lastUsedStep }) {
      await queries.run(
        `insert into software_tokens (user_pool_id, sub, sealed_secret, friendly_name, last_used_step, revision)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (user_pool_id, sub) do update set sealed_secret = $3, friendly_name = $4, last_used_step = $5,
           revision = $6`,
        userPoolId,
        sub,
        secrets.seal(secret, userPoolId, sub),
        name ?? null,
        lastUsedStep,
        entropy.uuid(),
      )
    },

    async delete(userPoolId, sub) {
      const deleted = await queries.run(
        'delete from software_tokens where user_pool_id = $1 and sub = $2',
        userPoolId,
        sub,
      )
      return deleted === 1
    },
  }
}
