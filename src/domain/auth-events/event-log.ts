import type { RiskDecisionType } from '../../contract/generated/types.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { AuthEvent } from './auth-event.ts'

const DECISIONS: Readonly<Record<RiskDecisionType, string>> = {
  NoRisk: 'PASS',
  AccountTakeover: 'ACCOUNT_TAKEOVER',
  Block: 'BLOCK',
}

/** The request that an entry is about. */
interface LoggedRequest {
  readonly username: string
  /** If the sign-in came through an identity provider. */
  readonly idpName?: string | undefined
  readonly requestId: string
  readonly now: Instant
}

/** AWS: Developer Guide, "Exporting logs from Amazon Cognito user pools", `userAuthEvents`. All members are texts. */
export function eventLogText(
  event: AuthEvent,
  { username, idpName = '', requestId, now }: LoggedRequest,
): string {
  const { risk, context, feedback, userPoolId } = event
  return JSON.stringify({
    eventTimestamp: String(now),
    eventSource: 'USER_ACTIVITY',
    logLevel: 'INFO',
    message: {
      version: '1',
      eventId: event.id,
      eventType: event.type,
      userSub: event.sub,
      userName: username,
      userPoolId,
      clientId: event.clientId,
      creationDate: javaDate(event.createdAt),
      eventResponse: event.response,
      riskLevel: risk.level ?? '',
      riskDecision: DECISIONS[risk.decision],
      challenges: event.challenges.map(({ name, response }) => `${name}:${response}`),
      deviceName: context.deviceName,
      ipAddress: context.ipAddress ?? '',
      requestId,
      idpName,
      compromisedCredentialDetected: String(risk.compromisedCredentialsDetected),
      city: context.city ?? '',
      country: context.country ?? '',
      eventFeedbackValue: feedback?.value ?? '',
      eventFeedbackDate: feedback ? javaDate(feedback.givenAt) : '',
      eventFeedbackProvider: feedback?.provider ?? '',
      hasContextData: String(context.hasContextData),
    },
    logSourceId: { userPoolId },
  })
}

/** As Java prints dates: `Wed Jul 17 17:25:55 UTC 2024`. */
function javaDate(instant: Instant): string {
  const [day, date, month, year, time] = new Date(instant).toUTCString().split(/,? /)
  return `${day} ${month} ${date} ${time} UTC ${year}`
}
