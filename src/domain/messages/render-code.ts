import type { UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'
import { fillBody } from './fill-template.ts'
import type { MessageChannel } from './message-gateway.ts'
import type { MessageText } from './message-text.ts'

/** A code verifies a contact (or allows a password reset), or is a factor of a sign-in. */
export type CodeUse = 'verification' | 'authentication'

type Templates = Pick<
  UserPoolSettings,
  'verificationMessageTemplate' | 'smsAuthenticationMessage' | 'emailMfaConfiguration'
>

// AWS: the default texts, including their trailing spaces.
const VERIFICATION_BODY = 'Your verification code is {####}. '
const VERIFICATION_SUBJECT = 'Your verification code'
const AUTHENTICATION_SMS = 'Your authentication code is {####}. '
const AUTHENTICATION_EMAIL = 'Your verification code is {####}'

/** The message that carries a code, from the pool's template. */
export function renderCode(
  settings: Templates,
  use: CodeUse,
  channel: MessageChannel,
  code: string,
): MessageText {
  const { subject, body } = templateOf(settings, use, channel)
  return {
    subject: channel === 'EMAIL' ? subject : undefined,
    body: fillBody(body, { code }, channel),
    code,
  }
}

function templateOf(settings: Templates, use: CodeUse, channel: MessageChannel) {
  const { verificationMessageTemplate: verification, smsAuthenticationMessage } = settings
  if (use === 'verification') {
    const own = channel === 'EMAIL' ? verification.emailMessage : verification.smsMessage
    return {
      subject: verification.emailSubject ?? VERIFICATION_SUBJECT,
      body: own ?? VERIFICATION_BODY,
    }
  }
  const email = settings.emailMfaConfiguration
  return {
    subject: email?.subject ?? VERIFICATION_SUBJECT,
    body:
      channel === 'EMAIL'
        ? (email?.message ?? AUTHENTICATION_EMAIL)
        : (smsAuthenticationMessage ?? AUTHENTICATION_SMS),
  }
}
