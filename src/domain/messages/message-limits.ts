import { createHash } from 'node:crypto'
import { HOUR, type Instant, MINUTE } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import type { Tally } from '../../kernel/tally.ts'
import { sourceNetwork } from '../limits/source-network.ts'
import type { Storage, Stores } from '../stores.ts'
import type { MessageKind } from './message-gateway.ts'

/**
 * The most messages per user, per recipient and per source address within `window` milliseconds. Infinity removes a
 * limit.
 */
export interface MessageFigures {
  readonly user: number
  readonly recipient: number
  readonly address: number
  readonly window: number
}

export const DEFAULT_MESSAGE_FIGURES: MessageFigures = { user: 20, recipient: 20, address: 200, window: HOUR }

export type MessageLimitName = 'user' | 'recipient' | 'address'

/** A message about to be sent. */
export interface IntendedMessage {
  readonly userPoolId: string
  readonly kind: MessageKind
  /** The `sub`, or the counter of a stranger. Undefined for a user who is just being created. */
  readonly user?: string | undefined
  /** An e-mail address or phone number. Undefined if the delivery is only simulated. */
  readonly to?: string | undefined
  /** Undefined for signed requests: the owner of the key is responsible for them. */
  readonly address?: string | undefined
}

/** One count that a message was added to. */
export interface CountedSubject {
  readonly subject: string
  readonly windowEndsAt: Instant
}

export type Admission =
  | { readonly counted: readonly CountedSubject[] }
  | { readonly exceeded: MessageLimitName }

/**
 * Keeps messages from flooding a mailbox or phone and from running up costs. Messages are counted in the database, for
 * all nodes, before any other work on them.
 */
export interface MessageLimits {
  /**
   * Counts a message. If it would exceed a limit, it is not counted and must not be sent; the result names that limit.
   */
  admit(message: IntendedMessage, now: Instant): Promise<Admission>
  /** Uncounts a message that was not sent after all. */
  giveBack(counted: readonly CountedSubject[]): Promise<void>
}

interface Parts {
  readonly storage: Storage
  readonly log: Log
  readonly tally: Tally
}

export function messageLimits(figures: MessageFigures, { storage, log, tally }: Parts): MessageLimits {
  const report = reporting(log, tally)
  return {
    async admit(message, now) {
      const subjects = subjectsOf(message).filter(({ name }) => figures[name] !== Number.POSITIVE_INFINITY)
      if (subjects.length === 0) return { counted: [] }
      const admission = await storage.transaction((stores) => count(stores, subjects, figures, now))
      if ('exceeded' in admission) report(admission.exceeded, message, now)
      return admission
    },

    async giveBack(counted) {
      for (const { subject, windowEndsAt } of counted) {
        await storage.stores.messageCounts.giveBack(subject, windowEndsAt)
      }
    },
  }
}

interface Subject {
  readonly name: MessageLimitName
  readonly subject: string
}

/** Always in this order, to avoid deadlocks between transactions. */
function subjectsOf({ userPoolId, user, to, address }: IntendedMessage): Subject[] {
  const network = address === undefined ? undefined : sourceNetwork(address)
  const subjects: Array<[MessageLimitName, string | undefined]> = [
    ['user', user && `${userPoolId} ${user}`],
    ['recipient', to?.toLowerCase()], // most mailbox names ignore case
    ['address', network],
  ]
  return subjects.flatMap(([name, value]) => (value ? [{ name, subject: digest(`${name} ${value}`) }] : []))
}

/** A digest, because addresses and numbers of people who are no users are stored nowhere else in the clear. */
function digest(subject: string): string {
  return createHash('sha256').update(subject).digest('base64url').slice(0, 22)
}

/** Counts all subjects or none. */
async function count(
  stores: Pick<Stores, 'messageCounts'>,
  subjects: readonly Subject[],
  figures: MessageFigures,
  now: Instant,
): Promise<Admission> {
  const counted: CountedSubject[] = []
  for (const { name, subject } of subjects) {
    const windowEndsAt = await stores.messageCounts.take(subject, figures[name], now, now + figures.window)
    if (windowEndsAt === undefined) {
      for (const it of counted) await stores.messageCounts.giveBack(it.subject, it.windowEndsAt)
      return { exceeded: name }
    }
    counted.push({ subject, windowEndsAt })
  }
  return { counted }
}

/** Reports withheld messages: all of them in the metric, at most one per minute and limit in the log. */
function reporting(log: Log, tally: Tally) {
  const logged = new Map<MessageLimitName, { at: Instant; since: number }>()
  return (limit: MessageLimitName, { userPoolId, kind }: IntendedMessage, now: Instant) => {
    tally.count('messages_withheld', { limit, kind })
    const last = logged.get(limit)
    if (last && now - last.at < MINUTE) {
      last.since++
      return
    }
    logged.set(limit, { at: now, since: 0 })
    const setting = `messages-per-${limit}`
    log.warn('Withheld a message: its limit is reached', {
      limit,
      setting,
      userPoolId,
      kind,
      ...(last && { withheldSinceLastLine: last.since }),
    })
  }
}
