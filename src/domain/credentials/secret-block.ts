import type { KeyObject } from 'node:crypto'
import type { Instant } from '../../kernel/clock.ts'
import { open, seal } from '../../kernel/encryption.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import type { SrpExchange } from './srp.ts'

/** For whom a secret block was made; it opens for nobody else. */
export interface SecretBlockOwner {
  readonly userPoolId: string
  readonly clientId: string
  /** The internal username, or for a user who doesn't exist the name that was asked for. */
  readonly username: string
  /** Of the device in device sign-in. */
  readonly deviceKey?: string | undefined
}

/** The state between challenge and proof, which the client carries for us. */
export interface SecretBlock {
  /** To be marked as consumed, so that a recorded proof can't be played again. */
  readonly id: string
  readonly exchange: SrpExchange
  readonly issuedAt: Instant
}

interface Content {
  readonly id: string
  readonly at: Instant
  readonly A: string
  readonly B: string
  readonly b: string
}

/**
 * AWS: a block is as long as A in decimal and this (1340 characters for an A of one digit, 2572 for one of the group's
 * length); what our content lacks is filled up with spaces, which JSON leaves out again.
 */
const LENGTH_BESIDE_A = 975

/** `SECRET_BLOCK`: base64 of the exchange, encrypted and bound to its owner. */
export function sealSecretBlock(
  key: KeyObject,
  entropy: Entropy,
  owner: SecretBlockOwner,
  exchange: SrpExchange,
  now: Instant,
): string {
  const content: Content = {
    id: entropy.uuid(),
    at: now,
    A: exchange.clientPublic.toString(16),
    B: exchange.serverPublic.toString(16),
    b: exchange.serverSecret.toString(16),
  }
  const padded = JSON.stringify(content).padEnd(LENGTH_BESIDE_A + decimalDigits(content.A))
  return seal(key, entropy, padded, contextOf(owner)).toString('base64')
}

/**
 * The content of a secret block, or undefined if it was forged, made for another owner or issued longer than
 * `lifetime` (milliseconds) ago. The caller consumes its `id`.
 */
export function openSecretBlock(
  key: KeyObject,
  text: string,
  owner: SecretBlockOwner,
  now: Instant,
  lifetime: number,
): SecretBlock | undefined {
  const opened = open(key, Buffer.from(text, 'base64'), contextOf(owner))
  if (!opened) return undefined
  const content = JSON.parse(opened.toString()) as Content // authenticated: it is what we wrote
  if (now > content.at + lifetime) return undefined
  const exchange = {
    clientPublic: BigInt(`0x${content.A}`),
    serverPublic: BigInt(`0x${content.B}`),
    serverSecret: BigInt(`0x${content.b}`),
  }
  return { id: content.id, exchange, issuedAt: content.at }
}

/** About as many as the number in hexadecimal has; reckoned, as writing it out would take far longer. */
function decimalDigits(hexadecimal: string): number {
  const bits = hexadecimal.length * 4 - Math.clz32(Number.parseInt(hexadecimal.charAt(0), 16)) + 28
  return Math.floor(Math.max(bits - 1, 0) * Math.log10(2)) + 1
}

function contextOf(owner: SecretBlockOwner): string[] {
  return ['secret-block', owner.userPoolId, owner.clientId, owner.username, owner.deviceKey ?? '']
}
