import type {
  ChallengeName,
  ChallengeResponse,
  EventResponseType,
  EventType,
  FeedbackValueType,
  RiskDecisionType,
  RiskLevelType,
} from '../../contract/generated/types.ts'
import { DAY, type Instant } from '../../kernel/clock.ts'
import type { DeviceMarks } from '../threat-protection/circumstances.ts'
import type { Place } from '../threat-protection/geolocation.ts'

/** What came of one part of a sign-in: of the password, or of a second factor. */
export interface ChallengeResult {
  readonly name: ChallengeName
  readonly response: ChallengeResponse
}

export interface EventRisk {
  readonly decision: RiskDecisionType
  /** Absent if there was no risk. */
  readonly level?: RiskLevelType | undefined
  readonly compromisedCredentialsDetected: boolean
}

export interface EventContext extends Place {
  readonly ipAddress?: string | undefined
  readonly deviceName: string
  readonly timezone?: string | undefined
  readonly device?: DeviceMarks | undefined
  readonly hasContextData: boolean
}

export interface EventFeedback {
  readonly value: FeedbackValueType
  readonly provider: 'Admin' | 'User'
  readonly givenAt: Instant
}

/** Something that a user of a pool with threat protection did, or that was tried in the user's name. */
export interface AuthEvent {
  readonly userPoolId: string
  readonly sub: string
  readonly id: string
  readonly createdAt: Instant
  readonly type: EventType
  readonly response: EventResponseType
  readonly clientId: string
  readonly risk: EventRisk
  readonly challenges: readonly ChallengeResult[]
  readonly context: EventContext
  readonly feedback?: EventFeedback | undefined
}

/** AWS: events are kept for two years. */
export const EVENTS_KEPT = 731 * DAY

/** A sign-in whose second factor is tried more often than this keeps the latest results. */
const MOST_CHALLENGES = 20

/**
 * How many events a score looks at. None displace those of another kind: otherwise wrong passwords, or codes that anybody may
 * ask for, could displace what is familiar or disowned.
 */
export const RECENT_EVENTS = { familiar: 30, disowned: 20, other: 20 } as const

/** What an event is to a score. No score looks at a `neutral` one. */
export type EventKind = keyof typeof RECENT_EVENTS | 'neutral'

export function kindOf(event: AuthEvent): EventKind {
  if (isFamiliar(event)) return 'familiar'
  if (event.feedback?.value === 'Invalid') return 'disowned'
  return event.type === 'SignIn' || event.response === 'Fail' ? 'other' : 'neutral'
}

/**
 * Whether later sign-ins from there are expected. Feedback decides; without it, a sign-in that passed, a risky one only with
 * a second factor.
 */
function isFamiliar({ type, response, risk, challenges, feedback }: AuthEvent): boolean {
  if (feedback) return feedback.value === 'Valid'
  if (type !== 'SignIn' || response !== 'Pass') return false
  return (
    risk.level !== 'High' ||
    challenges.some(({ name, response: result }) => name === 'Mfa' && result === 'Success')
  )
}

/** A sign-in after another step of it. One that has passed stays so, whatever its rivals with the same session try. */
export function withStep(
  event: AuthEvent,
  response: EventResponseType,
  risk: EventRisk,
  challenges: readonly ChallengeResult[],
): AuthEvent {
  return {
    ...event,
    response: event.response === 'Pass' ? 'Pass' : response,
    risk: {
      decision: risk.decision === 'NoRisk' ? event.risk.decision : risk.decision,
      level: risk.level ?? event.risk.level,
      compromisedCredentialsDetected:
        risk.compromisedCredentialsDetected || event.risk.compromisedCredentialsDetected,
    },
    challenges: [...event.challenges, ...challenges].slice(-MOST_CHALLENGES),
  }
}
