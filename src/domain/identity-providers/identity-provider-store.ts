import type { CertifiedKey, IdentityProvider } from './identity-provider.ts'

/** How lists show a provider. */
export type ProviderEntry = Pick<IdentityProvider, 'name' | 'type' | 'createdAt' | 'modifiedAt'>

/** Insert and save change identifiers too; look at `identifierOwner` before. */
export interface IdentityProviderStore {
  /** Returns false, and stores nothing, if the pool has a provider with that name. */
  insert(provider: IdentityProvider): Promise<boolean>
  find(userPoolId: string, name: string): Promise<IdentityProvider | undefined>
  /** Like {@link find}, and locks the provider until this transaction ends. */
  lock(userPoolId: string, name: string): Promise<IdentityProvider | undefined>
  save(provider: IdentityProvider): Promise<void>
  /** Returns whether the provider existed. */
  delete(userPoolId: string, name: string): Promise<boolean>
  /** At most `limit` providers in the order of their names, starting after `after`. */
  list(userPoolId: string, limit: number, after?: string): Promise<readonly ProviderEntry[]>
  /** The names of the SAML providers with that entity id. */
  namesOfEntity(userPoolId: string, entityId: string): Promise<readonly string[]>
  countInPool(userPoolId: string): Promise<number>
  /** The name of the provider that has the identifier. */
  identifierOwner(userPoolId: string, identifier: string): Promise<string | undefined>

  /** What the pool signs its SAML requests with. */
  findSigningKey(userPoolId: string): Promise<PoolSigningKey | undefined>
  /** Returns false, and stores nothing, if the pool has one. */
  insertSigningKey(key: PoolSigningKey): Promise<boolean>
  /** Replaces the certificate; the key stays. */
  saveCertificate(userPoolId: string, certificate: string, certifiedAt: number): Promise<void>
}

export interface PoolSigningKey extends CertifiedKey {
  readonly userPoolId: string
  /** When the certificate was made. */
  readonly certifiedAt: number
}
