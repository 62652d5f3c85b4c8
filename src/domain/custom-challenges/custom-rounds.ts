import type { Instant } from '../../kernel/clock.ts'

/** One step of a sign-in by custom challenges, as its functions see it. */
export interface CustomRound {
  readonly challengeName: string
  /** Whether the answer was right. */
  readonly challengeResult: boolean
  /** What the CreateAuthChallenge function said of a challenge. AWS: null for all others. */
  readonly challengeMetadata: string | null
}

/** A custom challenge that was presented. */
export interface PresentedCustomChallenge {
  readonly privateParameters: Readonly<Record<string, string>>
  readonly metadata: string | null
}

/**
 * What a sign-in by custom challenges has to know at the next answer. The functions may say more than a session can
 * carry, so it is stored; the session holds the id. It is stored once and never changed.
 */
export interface CustomRounds {
  readonly id: string
  readonly userPoolId: string
  /** The oldest first. */
  readonly rounds: readonly CustomRound[]
  /** Absent if another challenge is presented. */
  readonly presented?: PresentedCustomChallenge | undefined
  readonly expiresAt: Instant
}
