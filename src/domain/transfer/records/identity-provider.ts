import { entriesOf, toPage } from '../../../kernel/pages.ts'
import type {
  CertifiedKey,
  IdentityProvider,
  ProviderType,
  SamlProvider,
} from '../../identity-providers/identity-provider.ts'
import { poolOf } from './pool-of.ts'
import { DATES, type Dates, PAGE, type PoolRecordKind } from './record-kind.ts'

export interface IdentityProviderRecord extends Dates {
  readonly type: 'identity-provider'
  readonly userPoolId: string
  readonly name: string
  readonly providerType: ProviderType
  readonly details: Readonly<Record<string, string>>
  readonly attributeMapping: Readonly<Record<string, string>>
  readonly idpIdentifiers: readonly string[]
  readonly acrMapping?: Readonly<Record<string, string>> | undefined
  readonly saml?: SamlProvider | undefined
}

/** Clients name them, but do not depend on them. */
export const identityProviderRecords: PoolRecordKind<IdentityProviderRecord> = {
  members: {
    userPoolId: 'text',
    name: 'text',
    providerType: 'text',
    details: 'object',
    attributeMapping: 'object',
    idpIdentifiers: 'list',
    acrMapping: 'object?',
    saml: 'object?',
    ...DATES,
  },

  named,

  async *of({ identityProviders }, { id: userPoolId }) {
    const entries = entriesOf(async (after: string | undefined) =>
      toPage(await identityProviders.list(userPoolId, PAGE, after), PAGE, ({ name }) => name),
    )
    for await (const { name } of entries) {
      const provider = await identityProviders.find(userPoolId, name)
      if (provider) yield toRecord(provider)
    }
  },

  async store(stores, record) {
    const { type: _, providerType, ...provider } = record
    await poolOf(stores, record.userPoolId, named(record))
    return (await stores.identityProviders.insert({ ...provider, type: providerType })) ? 'made' : 'kept'
  },
}

function toRecord({ type, ...provider }: IdentityProvider): IdentityProviderRecord {
  return { type: 'identity-provider', providerType: type, ...provider }
}

function named({ name, userPoolId }: IdentityProviderRecord): string {
  return `identity provider ${name} of user pool ${userPoolId}`
}

/** What a pool signs its SAML requests with; depends on its pool, like the keys of tokens. */
export interface SamlSigningKeyRecord extends CertifiedKey {
  readonly type: 'saml-signing-key'
  readonly userPoolId: string
  readonly certifiedAt: number
}

export const samlSigningKeyRecords: PoolRecordKind<SamlSigningKeyRecord> = {
  members: { userPoolId: 'text', privateKey: 'text', certificate: 'text', certifiedAt: 'number' },

  named: ({ userPoolId }) => `SAML signing key of user pool ${userPoolId}`,

  async *of({ identityProviders }, { id }) {
    const key = await identityProviders.findSigningKey(id)
    if (key) yield { type: 'saml-signing-key', ...key }
  },

  async store(stores, { type: _, ...key }) {
    return (await stores.identityProviders.insertSigningKey(key)) ? 'made' : 'kept'
  },
}
