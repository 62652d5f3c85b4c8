import type {
  CertifiedKey,
  IdentityProvider,
  ProviderDetails,
  ProviderType,
} from '../../../domain/identity-providers/identity-provider.ts'
import type { SqlValue } from '../../driver/database.ts'

export interface IdentityProviderRow {
  user_pool_id: string
  name: string
  type: ProviderType
  sealed_details: Uint8Array
  attribute_mapping: string
  acr_mapping: string | null
  saml_metadata: string | null
  metadata_read_at: number | null
  created_at: number
  modified_at: number
}

export const PROVIDER_COLUMNS = `user_pool_id, name, type, sealed_details, attribute_mapping, acr_mapping, saml_metadata,
  metadata_read_at, created_at, modified_at`

/** What is sealed of a provider. */
interface SealedDetails {
  readonly details: ProviderDetails
  readonly encryption?: CertifiedKey | undefined
}

export function sealedText({ details, saml }: IdentityProvider): string {
  return JSON.stringify({ details, encryption: saml?.encryption } satisfies SealedDetails)
}

/** In the order of {@link PROVIDER_COLUMNS}. */
export function valuesOf(provider: IdentityProvider, sealed: Uint8Array): SqlValue[] {
  const { userPoolId, name, type, attributeMapping, acrMapping, saml, createdAt, modifiedAt } = provider
  return [
    userPoolId,
    name,
    type,
    sealed,
    JSON.stringify(attributeMapping),
    acrMapping ? JSON.stringify(acrMapping) : null,
    saml ? JSON.stringify(saml.metadata) : null,
    saml?.readAt ?? null,
    createdAt,
    modifiedAt,
  ]
}

/** @param opened the text of {@link sealedText} */
export function toIdentityProvider(
  row: IdentityProviderRow,
  opened: string,
  idpIdentifiers: readonly string[],
): IdentityProvider {
  const { details, encryption }: SealedDetails = JSON.parse(opened)
  const { saml_metadata: metadata, metadata_read_at: readAt } = row
  return {
    userPoolId: row.user_pool_id,
    name: row.name,
    type: row.type,
    details,
    attributeMapping: JSON.parse(row.attribute_mapping),
    idpIdentifiers,
    acrMapping: row.acr_mapping === null ? undefined : JSON.parse(row.acr_mapping),
    saml:
      metadata === null || readAt === null || !encryption
        ? undefined
        : { metadata: JSON.parse(metadata), readAt, encryption },
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  }
}
