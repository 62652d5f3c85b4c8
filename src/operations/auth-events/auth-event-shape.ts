import type { AuthEventType } from '../../contract/generated/types.ts'
import type { AuthEvent } from '../../domain/auth-events/auth-event.ts'

/** AWS: the text for a place that is not known. */
const UNKNOWN_PLACE = 'null'

/** An event in the words of the API. */
export function toAuthEventType(event: AuthEvent): AuthEventType {
  const { risk, context, feedback } = event
  return {
    EventId: event.id,
    EventType: event.type,
    CreationDate: event.createdAt,
    EventResponse: event.response,
    EventRisk: {
      RiskDecision: risk.decision,
      RiskLevel: risk.level,
      CompromisedCredentialsDetected: risk.compromisedCredentialsDetected,
    },
    ChallengeResponses: event.challenges.map(({ name, response }) => ({
      ChallengeName: name,
      ChallengeResponse: response,
    })),
    EventContextData: {
      IpAddress: context.ipAddress,
      DeviceName: context.deviceName,
      Timezone: context.timezone,
      City: context.city ?? UNKNOWN_PLACE,
      Country: context.country ?? UNKNOWN_PLACE,
    },
    EventFeedback: feedback && {
      FeedbackValue: feedback.value,
      Provider: feedback.provider,
      FeedbackDate: feedback.givenAt,
    },
  }
}
