import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { type Instant, MINUTE, SECOND } from '../../kernel/clock.ts'
import type { NewRsaKeyPair } from '../../kernel/rsa-key-pair.ts'
import { setBounded } from '../../kernel/set-bounded.ts'
import type { Storage } from '../stores.ts'
import { signJwt } from './jwt.ts'
import { isPublished, newSigningKey, type SigningKey, TOKEN_USES, type TokenUse } from './signing-key.ts'
import type { Claims } from './token-claims.ts'

/** The keys that sign and verify the tokens of every pool. A pool's keys are made when they are first needed. */
export interface TokenKeys {
  sign(userPoolId: string, use: TokenUse, claims: Claims, now: Instant): Promise<string>
  /** The key that tokens of that kind name, while it is published. Makes none. */
  find(userPoolId: string, use: TokenUse, kid: string, now: Instant): Promise<KeyObject | undefined>
  /** What verifies the tokens of an existing pool; the key of new ID tokens, then that of new access tokens first. */
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
/** Keys may be rotated by another process. */
const READ_AGAIN_AFTER = MINUTE
/** Nobody makes us read for every token with an invented key id. */
const UNKNOWN_KEY_WAIT = 5 * SECOND

export function tokenKeys(storage: Pick<Storage, 'stores'>, newKeyPair: NewRsaKeyPair): TokenKeys {
  const held = new Map<string, HeldKeys>()
  const making = new Map<string, Promise<void>>()

  async function read(userPoolId: string, now: Instant): Promise<HeldKeys> {
    const known = held.get(userPoolId)
    const keys = await storage.stores.signingKeys.list(userPoolId)
    const read = { readAt: now, keys: keys.map((key) => toHeldKey(key, known)) }
    if (keys.length > 0) setBounded(held, REMEMBERED_POOLS, userPoolId, read)
    else held.delete(userPoolId) // pools that don't exist would push out those that do
    return read
  }

  async function recent(userPoolId: string, now: Instant, within: number): Promise<HeldKeys> {
    const known = held.get(userPoolId)
    return known && now - known.readAt < within ? known : read(userPoolId, now)
  }

  /** Inserts what is missing unless another node was faster: all nodes then read the same keys. */
  async function make(userPoolId: string, uses: readonly TokenUse[], now: Instant): Promise<void> {
    for (const use of uses) {
      const key = newSigningKey(userPoolId, use, await newKeyPair(), now)
      await storage.stores.signingKeys.insertIfAbsent(key)
    }
  }

  /** Everybody who waits for the keys of a pool waits for the same ones. */
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

/** Importing a key costs more than a signature is checked in, so it is done once. */
function toHeldKey({ id, use, retiredAt, publicKey, privateKey }: SigningKey, known?: HeldKeys): HeldKey {
  const held = known?.keys.find((key) => key.kid === id && key.use === use)
  return {
    kid: id,
    use,
    retiredAt,
    publicKey: held?.publicKey ?? createPublicKey(publicKey),
    privateKey: held?.privateKey ?? createPrivateKey(privateKey),
  }
}
