import type { SqlValue } from './driver/database.ts'

/** Where sealed values lie, and what each is bound to. */
export interface SealedColumn {
  /** The columns of the table's primary key. */
  readonly key: readonly string[]
  /** The columns whose values a sealed value is bound to, in the order in which the store hands them to the vault. */
  readonly boundTo: readonly string[]
}

/**
 * Every column whose values are sealed under the root key, by table. The vault seals for no other, so a column that is
 * missing here doesn't compile, and the rotation of the root key leaves none out.
 */
export const SEALED_COLUMNS = {
  root_key: {
    sealed_decoy_secret: { key: ['id'], boundTo: ['id'] },
  },
  client_secrets: {
    sealed_value: { key: ['client_id', 'id'], boundTo: ['client_id', 'id'] },
  },
  authorization_codes: {
    sealed_grant: { key: ['digest'], boundTo: ['digest'] },
  },
  browser_sessions: {
    sealed_provider_session: { key: ['digest'], boundTo: ['digest'] },
  },
  access_keys: {
    sealed_secret: { key: ['id'], boundTo: ['id'] },
    sealed_session_token: { key: ['id'], boundTo: ['id'] },
  },
  user_credentials: {
    sealed_password: { key: ['user_pool_id', 'sub'], boundTo: ['user_pool_id', 'sub'] },
    sealed_foreign_password: { key: ['user_pool_id', 'sub'], boundTo: ['user_pool_id', 'sub'] },
  },
  software_tokens: {
    sealed_secret: { key: ['user_pool_id', 'sub'], boundTo: ['user_pool_id', 'sub'] },
    sealed_pending_secret: { key: ['user_pool_id', 'sub'], boundTo: ['user_pool_id', 'sub'] },
  },
  devices: {
    sealed_verifier: {
      key: ['user_pool_id', 'sub', 'device_key'],
      boundTo: ['user_pool_id', 'sub', 'device_key'],
    },
  },
  identity_providers: {
    sealed_details: { key: ['user_pool_id', 'name'], boundTo: ['user_pool_id', 'name'] },
  },
  saml_signing_keys: {
    sealed_private_key: { key: ['user_pool_id'], boundTo: ['user_pool_id'] },
  },
  signing_keys: {
    sealed_private_key: { key: ['user_pool_id', 'id'], boundTo: ['user_pool_id', 'id'] },
  },
  custom_rounds: {
    sealed_content: { key: ['id'], boundTo: ['id'] },
  },
  inbox_messages: {
    sealed_message: { key: ['id'], boundTo: ['id'] },
  },
  outbox_messages: {
    sealed_message: { key: ['id'], boundTo: ['id'] },
  },
  user_import_chunks: {
    sealed_bytes: {
      key: ['user_pool_id', 'job_id', 'upload_id', 'number'],
      boundTo: ['job_id', 'upload_id', 'number'],
    },
  },
  former_pools: {
    sealed_client_secret: { key: ['user_pool_id'], boundTo: ['user_pool_id'] },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, SealedColumn>>>>

export type SealedTable = keyof typeof SEALED_COLUMNS
export type SealedColumnOf<Table extends SealedTable> = keyof (typeof SEALED_COLUMNS)[Table] & string

export interface NamedSealedColumn extends SealedColumn {
  readonly table: SealedTable
  readonly column: string
}

/** The same as a list. */
export const ALL_SEALED_COLUMNS: readonly NamedSealedColumn[] = Object.entries(SEALED_COLUMNS).flatMap(
  ([table, columns]) =>
    Object.entries<SealedColumn>(columns).map(([column, place]) => ({
      table: table as SealedTable,
      column,
      ...place,
    })),
)

/** How a store names the row to the vault. */
export function boundTexts({ boundTo }: SealedColumn, row: Readonly<Record<string, SqlValue>>): string[] {
  return boundTo.map((column) => `${row[column]}`)
}
