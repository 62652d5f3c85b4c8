import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { setBounded } from '../../kernel/bounded-cache.ts'
import { type Instant, MINUTE, SECOND } from '../../kernel/clock.ts'
import type { NewRsaKeyPair } from '../../kernel/cryptography/rsa-key-pair.ts'
import type { Storage } from '../stores.ts'
import { signJwt } from './jwt.ts'
import { isPublished, newSigningKey, type SigningKey, TOKEN_USES, type TokenUse } from './signing-key.ts'
import type { Claims } from './token-claims.ts'

/** The keys that sign and verify the tokens of every pool. A pool's keys are created on first use. */
export interface TokenKeys {
  sign(userPoolId: string, use: TokenUse, claims: Claims, now: Instant): Promise<string>
  /** The key with this id for this kind of token, while it is published. Creates none. */
  find(userPoolId: string, use: TokenUse, kid: string, now: Instant): Promise<KeyObject | undefined>
  /**
   * The published keys of an existing pool: first the key that signs new ID tokens, then the one for new access tokens.
   */
  published(userPoolId: string, now: Instant): Promise<readonly PublishedKey[]>
}

export interface PublishedKey {
  readonly kid: string
  readonly publicKey: KeyObject
}

interface HeldKey extends PublishedKey {
  readonly use: TokenUse
  readonly retiredAt: Instant | undefined
  readonly privateKey: KeyObject
}

interface HeldKeys {
  readonly readAt: Instant
  readonly keys: readonly HeldKey[]
}

const REMEMBERED_POOLS = 1000
/** Another process may rotate the keys. */
const READ_AGAIN_AFTER = MINUTE
/** Limits how often tokens with invented key ids can make us read the database. */
const UNKNOWN_KEY_WAIT = 5 * SECOND

export function tokenKeys(storage: Pick<Storage, 'stores'>, newKeyPair: NewRsaKeyPair): TokenKeys {
  const held = new Map<string, HeldKeys>()
  const making = new Map<string, Promise<void>>()

  async function read(userPoolId: string, now: Instant): Promise<HeldKeys> {
    const known = held.get(userPoolId)
    const keys = await storage.stores.signingKeys.list(userPoolId)
    const read = { readAt: now, keys: keys.map((key) => toHeldKey(key, known)) }
    if (keys.length > 0) setBounded(held, REMEMBERED_POOLS, userPoolId, read)
    else held.delete(userPoolId) // keep ids of missing pools from evicting existing pools
    return read
  }

  async function recent(userPoolId: string, now: Instant, within: number): Promise<HeldKeys> {
    const known = held.get(userPoolId)
    return known && now - known.readAt < within ? known : read(userPoolId, now)
  }

  /** Inserts the missing keys unless another node was faster; then reads them, so all nodes use the same keys. */
  async function make(userPoolId: string, uses: readonly TokenUse[], now: Instant): Promise<void> {
    for (const use of uses) {
      const key = newSigningKey(userPoolId, use, await newKeyPair(), now)
      await storage.stores.signingKeys.insertIfAbsent(key)
    }
  }

  /** Concurrent requests that find keys missing wait for the same new keys. */
  async function complete(userPoolId: string, now: Instant): Promise<HeldKeys> {
    const found = await recent(userPoolId, now, READ_AGAIN_AFTER)
    const missing = TOKEN_USES.filter((use) => !signingKey(found, use))
    if (missing.length === 0) return found
    const underWay =
      making.get(userPoolId) ?? make(userPoolId, missing, now).finally(() => making.delete(userPoolId))
    making.set(userPoolId, underWay)
    await underWay
    return read(userPoolId, now)
  }

  return {
    async sign(userPoolId, use, claims, now) {
      const key = signingKey(await complete(userPoolId, now), use)
      if (!key) throw new Error('The signing keys of a pool were deleted while it signed')
      return signJwt(key.kid, key.privateKey, claims)
    },

    async find(userPoolId, use, kid, now) {
      const is = (key: HeldKey) => key.kid === kid && key.use === use && isPublished(key, now)
      const known = await recent(userPoolId, now, READ_AGAIN_AFTER)
      const key = known.keys.find(is) ?? (await recent(userPoolId, now, UNKNOWN_KEY_WAIT)).keys.find(is)
      return key?.publicKey
    },

    async published(userPoolId, now) {
      const { keys } = await complete(userPoolId, now)
      const signing = TOKEN_USES.flatMap((use) => keys.filter((key) => key.use === use && !key.retiredAt))
      const retired = keys.filter((key) => key.retiredAt !== undefined && isPublished(key, now))
      return [...signing, ...retired]
    },
  }
}

function signingKey({ keys }: HeldKeys, use: TokenUse): HeldKey | undefined {
  return keys.find((key) => key.use === use && key.retiredAt === undefined)
}

/** Importing a key takes longer than checking a signature, so do it once. */
function toHeldKey({ id, use, retiredAt, privateKey: pem }: SigningKey, known?: HeldKeys): HeldKey {
  const held = known?.keys.find((key) => key.kid === id && key.use === use)
  const privateKey = held?.privateKey ?? createPrivateKey(pem)
  const publicKey = held?.publicKey ?? createPublicKey(privateKey) // a hundred times quicker than from its own PEM
  return { kid: id, use, retiredAt, publicKey, privateKey }
}
