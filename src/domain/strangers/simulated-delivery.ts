import { createHmac } from 'node:crypto'
import type { ContactAttribute } from '../attributes/attributes.ts'
import type { PoolKeys } from '../credentials/pool-keys.ts'
import { type CodeDelivery, codeDelivery } from '../messages/code-delivery.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { canonicalName } from '../users/username-rules.ts'
import { strangerName } from './stranger.ts'
import { contactBehind, contactIn } from './traced-sub.ts'

/**
 * Where a code to a stranger would have gone; always the same for the same name. The channel is the first one that a
 * real user of that name would certainly have: the name is the address or number itself (or the stranger's own `sub`,
 * made from one), or every user of the pool has one. Otherwise it is the pool's first channel. If the name gives no
 * destination, one is made up.
 * @param channels those by which the pool sends such codes, the preferred one first
 */
export function simulatedDelivery(
  poolKeys: PoolKeys,
  pool: UserPool,
  channels: readonly ContactAttribute[],
  requested: string,
): CodeDelivery {
  const strangers = poolKeys('absent users', pool.id)
  const name = canonicalName(pool.settings, requested)
  const own = contactIn(name) ?? contactBehind(strangers, name)
  const sure = channels.find((channel) => own?.attribute === channel || everyUserHas(pool, channel))
  const attribute = sure ?? channels[0] ?? 'email'
  if (own?.attribute === attribute) return codeDelivery(own)
  const username = strangerName(strangers, pool.settings, requested)
  const key = poolKeys('simulated destinations', pool.id)
  const digest = createHmac('sha256', key).update(`destination ${username}`).digest()
  const value = attribute === 'email' ? madeUpAddress(digest) : madeUpNumber(digest)
  return codeDelivery({ attribute, value })
}

function everyUserHas({ schema, settings }: UserPool, channel: ContactAttribute): boolean {
  const isRequired = schema.some(({ name, required }) => name === channel && required)
  return isRequired && (settings.autoVerifiedAttributes ?? []).includes(channel)
}

/** After masking, only the first letters of name and domain are left. */
function madeUpAddress(digest: Buffer): string {
  const letter = (at: number) => String.fromCharCode(0x61 + ((digest[at] ?? 0) % 26))
  return `${letter(0)}@${letter(1)}`
}

/** After masking, only the last four digits are left. */
function madeUpNumber(digest: Buffer): string {
  return `+1555555${String(digest.readUInt32BE(0) % 10_000).padStart(4, '0')}`
}
