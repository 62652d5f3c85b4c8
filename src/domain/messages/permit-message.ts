import type { Instant } from '../../kernel/clock.ts'
import { attemptLimitExceeded } from '../limits/limit-errors.ts'
import type { MessageKind } from './message-gateway.ts'
import type { CountedSubject, IntendedMessage, MessageLimits } from './message-limits.ts'

/** Leave to send one message: it is counted, and within the limits. */
export interface SendPermit {
  readonly kind: MessageKind
  /** The e-mail address or phone number that it was counted for: it goes there and nowhere else. */
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

/** For operations that declare no LimitExceededException: beyond the limits the message is left out without a word. */
export async function permitOrWithhold(
  limits: MessageLimits,
  message: Addressed,
  now: Instant,
): Promise<SendPermit | undefined> {
  const { kind, to } = message
  const admission = await limits.admit(message, now)
  return 'counted' in admission ? { kind, to, counted: admission.counted } : undefined
}

/** Does the work that permitted messages tell of. If it fails, they are not sent, and do not count. */
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
