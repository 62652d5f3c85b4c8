import type { Instant } from '../../kernel/clock.ts'
import { attemptLimitExceeded } from '../limits/limit-errors.ts'
import type { MessageKind } from './message-gateway.ts'
import type { CountedSubject, IntendedMessage, MessageLimits } from './message-limits.ts'

/** Permission to send one message, which has been counted and is within the limits. */
export interface SendPermit {
  readonly kind: MessageKind
  /** The only address or number that it permits: the one that was counted. */
  readonly to: string
  readonly counted: readonly CountedSubject[]
}

type Addressed = IntendedMessage & { readonly to: string }

/** @throws LimitExceededException */
export async function permitMessage(
  limits: MessageLimits,
  message: Addressed,
  now: Instant,
): Promise<SendPermit> {
  const permit = await permitOrWithhold(limits, message, now)
  if (!permit) throw attemptLimitExceeded()
  return permit
}

/**
 * For operations that declare no LimitExceededException: returns undefined beyond the limits, and the caller silently
 * sends no message.
 */
export async function permitOrWithhold(
  limits: MessageLimits,
  message: Addressed,
  now: Instant,
): Promise<SendPermit | undefined> {
  const { kind, to } = message
  const admission = await limits.admit(message, now)
  return 'counted' in admission ? { kind, to, counted: admission.counted } : undefined
}

/** Runs the work that the permitted messages announce. If it fails, they are not sent and no longer count. */
export async function withPermits<Result>(
  limits: MessageLimits,
  permits: readonly SendPermit[],
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    await limits.giveBack(permits.flatMap(({ counted }) => counted))
    throw error
  }
}
