import type { Asset, AssetOutline, ManagedLoginBranding } from './managed-login-branding.ts'

/** An asset without its bytes, with the SHA-256 digest of these in base64url, which finds them. */
export interface StoredAsset extends AssetOutline {
  readonly digest: string
}

/** What a page needs of a branding. */
export interface BrandingStyle extends Omit<ManagedLoginBranding, 'assets'> {
  readonly assets: readonly StoredAsset[]
}

export interface ManagedLoginBrandingStore {
  /** Returns false, and stores nothing, if the client has a branding. */
  insert(branding: ManagedLoginBranding): Promise<boolean>
  find(userPoolId: string, id: string): Promise<ManagedLoginBranding | undefined>
  /** Like {@link find}, and locks the branding until this transaction ends. */
  lock(userPoolId: string, id: string): Promise<ManagedLoginBranding | undefined>
  ofClient(clientId: string): Promise<ManagedLoginBranding | undefined>
  /** Like {@link ofClient}, without reading the bytes of the assets. */
  styleOfClient(clientId: string): Promise<BrandingStyle | undefined>
  /** The asset of the branding whose bytes have the digest. */
  asset(brandingId: string, digest: string): Promise<Asset | undefined>
  /** Stores settings, assets and date. */
  save(branding: ManagedLoginBranding): Promise<void>
  /** Returns whether it existed. */
  delete(userPoolId: string, id: string): Promise<boolean>
  countInPool(userPoolId: string): Promise<number>
  /** At most `limit`, in the order of their ids, starting after `after`. */
  list(userPoolId: string, limit: number, after?: string): Promise<readonly ManagedLoginBranding[]>
}
