import type { AuthenticatorAttachment, Passkey } from '../../../domain/passkeys/passkey.ts'
import type { PasskeyStore } from '../../../domain/passkeys/passkey-store.ts'
import type { Queries } from '../../driver/database.ts'
import { placeholders } from '../row-runs.ts'

interface PasskeyRow {
  user_pool_id: string
  sub: string
  credential_id: string
  relying_party_id: string
  public_key: Uint8Array
  counter: number
  is_backup_eligible: number
  is_backed_up: number
  attachment: AuthenticatorAttachment | null
  transports: string
  aaguid: string
  friendly_name: string
  created_at: number
}

const COLUMNS = `user_pool_id, sub, credential_id, relying_party_id, public_key, counter, is_backup_eligible,
  is_backed_up, attachment, transports, aaguid, friendly_name, created_at`
const INSERT = `insert into passkeys (${COLUMNS}) values ${placeholders(1, COLUMNS.split(',').length)}
  on conflict do nothing returning credential_id`

const OF_USER = 'user_pool_id = $1 and sub = $2'
const OF_CREDENTIAL = `${OF_USER} and credential_id = $3`

export function passkeyStore(queries: Queries): PasskeyStore {
  return {
    async insert(passkey) {
      const inserted = await queries.first(
        INSERT,
        passkey.userPoolId,
        passkey.sub,
        passkey.credentialId,
        passkey.relyingPartyId,
        passkey.publicKey,
        passkey.counter,
        passkey.isBackupEligible,
        passkey.isBackedUp,
        passkey.attachment ?? null,
        JSON.stringify(passkey.transports),
        passkey.aaguid,
        passkey.friendlyName,
        passkey.createdAt,
      )
      return inserted !== undefined
    },

    async find(userPoolId, sub, credentialId) {
      const row = await queries.first<PasskeyRow>(
        `select ${COLUMNS} from passkeys where ${OF_CREDENTIAL}`,
        userPoolId,
        sub,
        credentialId,
      )
      return row && toPasskey(row)
    },

    async list(userPoolId, sub, limit, [createdAt, credentialId] = [0, '']) {
      const rows = await queries.all<PasskeyRow>(
        `select ${COLUMNS} from passkeys
         where ${OF_USER} and (created_at > $3 or (created_at = $3 and credential_id > $4))
         order by created_at, credential_id limit $5`,
        userPoolId,
        sub,
        createdAt,
        credentialId,
        limit,
      )
      return rows.map(toPasskey)
    },

    async count(userPoolId, sub) {
      const row = await queries.first<{ found: number }>(
        `select count(*) as found from passkeys where ${OF_USER}`,
        userPoolId,
        sub,
      )
      return row?.found ?? 0
    },

    async noteUse({ userPoolId, sub, credentialId, counter }, use) {
      const changed = await queries.run(
        `update passkeys set counter = $5, is_backed_up = $6 where ${OF_CREDENTIAL} and counter = $4`,
        userPoolId,
        sub,
        credentialId,
        counter,
        use.counter,
        use.isBackedUp,
      )
      return changed === 1
    },

    async delete(userPoolId, sub, credentialId) {
      const sql = `delete from passkeys where ${OF_CREDENTIAL}`
      return (await queries.run(sql, userPoolId, sub, credentialId)) === 1
    },
  }
}

function toPasskey(row: PasskeyRow): Passkey {
  return {
    userPoolId: row.user_pool_id,
    sub: row.sub,
    credentialId: row.credential_id,
    relyingPartyId: row.relying_party_id,
    publicKey: row.public_key,
    counter: row.counter,
    isBackupEligible: row.is_backup_eligible === 1,
    isBackedUp: row.is_backed_up === 1,
    attachment: row.attachment ?? undefined,
    transports: JSON.parse(row.transports),
    aaguid: row.aaguid,
    friendlyName: row.friendly_name,
    createdAt: row.created_at,
  }
}
