import type { Instant } from '../../kernel/clock.ts'

/** AWS: Developer Guide, "Exporting logs from Amazon Cognito user pools", `userNotification`. */
export function notificationLogText(userPoolId: string, details: string, now: Instant): string {
  return JSON.stringify({
    eventTimestamp: String(now),
    eventSource: 'USER_NOTIFICATION',
    logLevel: 'ERROR',
    message: { details },
    logSourceId: { userPoolId },
  })
}
