import type { KeyHolder } from '../domain/iam/principal-store.ts'
import type { Stores } from '../domain/stores.ts'
import type { Instant } from '../kernel/clock.ts'
import type { HttpRequest } from './http-message.ts'
import type { SigningKeyOf } from './sigv4/signing-key.ts'
import { verifySignature } from './sigv4/verify-signature.ts'

/** The access key of the account's root from the configuration; it is not in the database. */
export interface RootCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export interface Signatory {
  readonly caller: KeyHolder['caller']
  readonly accessKeyId: string
  /** From the credential scope of the signature. */
  readonly region: string
}

export interface Authentication {
  readonly account: string
  readonly root: RootCredentials
  /** If undefined, all region names are served. */
  readonly regions: ReadonlySet<string> | undefined
  readonly signingKeyOf: SigningKeyOf
  readonly storage: { readonly stores: Pick<Stores, 'principals'> }
}

/** The caller who signed the request, or the front end's error if the signature is missing or wrong. */
export async function authenticate(
  request: HttpRequest,
  now: Instant,
  { account, root, regions, signingKeyOf, storage }: Authentication,
): Promise<Signatory> {
  const { accessKeyId, region, key } = await verifySignature(request, {
    now,
    service: 'cognito-idp',
    regions,
    signingKeyOf,
    findAccessKey: async (id) => {
      if (id === root.accessKeyId) return rootKey(account, root)
      const holder = await storage.stores.principals.findByAccessKeyId(id)
      return holder && signingKey(holder)
    },
  })
  return { caller: key.caller, accessKeyId, region }
}

function rootKey(accountId: string, { secretAccessKey }: RootCredentials) {
  return { caller: { principal: { kind: 'root', accountId } } as const, secretAccessKey, active: true }
}

function signingKey({ caller, key }: KeyHolder) {
  return {
    caller,
    secretAccessKey: key.secretAccessKey,
    active: key.status === 'Active',
    sessionToken: key.temporary?.sessionToken,
    expiresAt: key.temporary?.expiresAt,
  }
}
