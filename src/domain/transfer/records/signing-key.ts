import type { SigningKey, TokenUse } from '../../tokens/signing-key.ts'
import type { PoolRecordKind } from './record-kind.ts'

export interface SigningKeyRecord {
  readonly type: 'signing-key'
  readonly userPoolId: string
  readonly id: string
  readonly use: TokenUse
  /** Both in PEM. */
  readonly publicKey: string
  readonly privateKey: string
  readonly createdAt: number
  readonly retiredAt?: number | undefined
}

export const signingKeyRecords: PoolRecordKind<SigningKeyRecord> = {
  members: {
    userPoolId: 'text',
    id: 'text',
    use: 'text',
    publicKey: 'text',
    privateKey: 'text',
    createdAt: 'number',
    retiredAt: 'number?',
  },

  named: ({ id, userPoolId }) => `signing-key ${id} of user pool ${userPoolId}`,

  async *of(stores, pool) {
    for (const key of (await stores.signingKeys.list(pool.id)).toSorted(byRetirement)) {
      const { userPoolId, id, use, publicKey, privateKey, createdAt, retiredAt } = key
      yield { type: 'signing-key', userPoolId, id, use, publicKey, privateKey, createdAt, retiredAt }
    }
  },

  /** Stores a key of a new pool. Retired keys come first, because storing one retires all keys stored so far. */
  async store(stores, { type: _, ...key }) {
    if (!(await stores.signingKeys.insertIfAbsent(key))) return 'kept'
    if (key.retiredAt !== undefined) await stores.signingKeys.retireAll(key.userPoolId, key.retiredAt)
    return 'made'
  },
}

/** In the order of their retirement; active keys come last. */
function byRetirement(a: SigningKey, b: SigningKey): number {
  return (a.retiredAt ?? Infinity) - (b.retiredAt ?? Infinity) || (a.id < b.id ? -1 : 1)
}
