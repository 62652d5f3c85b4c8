import type { Instant } from '../../kernel/clock.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { requestedMapping } from './attribute-mapping.ts'
import { type KeySources, newCertifiedKey } from './certified-key.ts'
import type { IdentityProvider, ProviderDetails, ProviderType, SamlProvider } from './identity-provider.ts'
import { acrMappingUnsupported, identifierRepeated, invalidAcrMapping } from './identity-provider-errors.ts'
import type { MetadataGateway } from './metadata-gateway.ts'
import { metadataSource, requestedDetails } from './provider-details.ts'
import { assertProviderName } from './provider-name.ts'

/** What an owner asks for; the name and the type of a provider never change. */
export interface ProviderRequest {
  readonly name: string
  readonly type: ProviderType
  readonly details: ProviderDetails
  readonly attributeMapping?: Readonly<Record<string, string>> | undefined
  readonly idpIdentifiers?: readonly string[] | undefined
  readonly acrMapping?: Readonly<Record<string, string>> | undefined
}

export interface ProviderChange extends Omit<ProviderRequest, 'name' | 'type' | 'details'> {
  readonly details?: ProviderDetails | undefined
}

/** What a provider is made with. Not within a transaction: it may read metadata, and it makes keys. */
export interface ProviderSources extends KeySources {
  readonly federation: MetadataGateway
}

/**
 * The provider to store.
 * @throws InvalidParameterException
 */
export async function requestedProvider(
  pool: Pick<UserPool, 'id' | 'schema'>,
  request: ProviderRequest,
  sources: ProviderSources,
): Promise<IdentityProvider> {
  const { name, type, idpIdentifiers = [], acrMapping } = request
  const { federation, now } = sources
  assertProviderName(name, type)
  const details = requestedDetails(type, request.details, federation.faultOf)
  const attributeMapping = requestedMapping(pool.schema, type, request.attributeMapping ?? {})
  assertIdentifiers(idpIdentifiers)
  assertAcrMapping(type, acrMapping)
  const metadata = await readMetadata(type, details, sources)
  const saml = metadata && { ...metadata, encryption: await newCertifiedKey(pool.id, sources) }
  return {
    userPoolId: pool.id,
    name,
    type,
    details,
    attributeMapping,
    idpIdentifiers,
    acrMapping,
    saml,
    createdAt: now,
    modifiedAt: now,
  }
}

/** Returns what the change makes of a provider; its keys stay. */
export type ProviderUpdate = (provider: IdentityProvider) => IdentityProvider

/**
 * Checks a change of a provider, and reads its new metadata. AWS: members that are left out stay as they are; an empty
 * mapping goes back to the default.
 * @throws InvalidParameterException
 */
export async function requestedUpdate(
  pool: UserPool,
  { type }: Pick<IdentityProvider, 'type'>,
  change: ProviderChange,
  sources: Pick<ProviderSources, 'federation' | 'now'>,
): Promise<ProviderUpdate> {
  const { federation, now } = sources
  const { idpIdentifiers, acrMapping } = change
  const details = change.details && requestedDetails(type, change.details, federation.faultOf)
  const attributeMapping =
    change.attributeMapping && requestedMapping(pool.schema, type, change.attributeMapping)
  assertIdentifiers(idpIdentifiers ?? [])
  assertAcrMapping(type, acrMapping)
  const metadata = details && (await readMetadata(type, details, sources))
  return (provider) => ({
    ...provider,
    ...(details && { details }),
    ...(attributeMapping && { attributeMapping }),
    ...(idpIdentifiers && { idpIdentifiers }),
    ...(acrMapping && { acrMapping: Object.keys(acrMapping).length > 0 ? acrMapping : undefined }),
    ...(metadata && provider.saml && { saml: { ...provider.saml, ...metadata } }),
    modifiedAt: now,
  })
}

async function readMetadata(
  type: ProviderType,
  details: ProviderDetails,
  { federation, now }: { readonly federation: MetadataGateway; readonly now: Instant },
): Promise<Omit<SamlProvider, 'encryption'> | undefined> {
  const source = metadataSource(type, details)
  return source && { metadata: await federation.readMetadata(source), readAt: now }
}

function assertIdentifiers(identifiers: readonly string[]): void {
  const repeated = identifiers.find((identifier, index) => identifiers.indexOf(identifier) !== index)
  if (repeated !== undefined) throw identifierRepeated(repeated)
}

const LEVELS: ReadonlySet<string> = new Set(['Level1', 'Level2', 'Level3', 'Level4'])

function assertAcrMapping(type: ProviderType, mapping: Readonly<Record<string, string>> = {}): void {
  const entries = Object.entries(mapping)
  if (entries.length > 0 && type !== 'OIDC') throw acrMappingUnsupported(type)
  if (entries.some(([level, value]) => !LEVELS.has(level) || value === '')) throw invalidAcrMapping()
}
