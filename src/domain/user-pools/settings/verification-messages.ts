import type { UserPoolSettings } from './user-pool-settings.ts'
import type { UserPoolSettingsRequest } from './user-pool-settings-request.ts'

type Messages = Pick<
  UserPoolSettings,
  | 'smsVerificationMessage'
  | 'emailVerificationMessage'
  | 'emailVerificationSubject'
  | 'verificationMessageTemplate'
>

/**
 * The verification messages of a pool. AWS: three of them exist both in the template and as an older setting; a value
 * for one is shown in both. With two different values, that of the template counts: Terraform sends the former value of
 * the older setting with a changed template.
 */
export function verificationMessages(request: UserPoolSettingsRequest): Messages {
  const template = request.verificationMessageTemplate
  const sms = template?.smsMessage ?? request.smsVerificationMessage
  const message = template?.emailMessage ?? request.emailVerificationMessage
  const subject = template?.emailSubject ?? request.emailVerificationSubject
  return {
    smsVerificationMessage: sms,
    emailVerificationMessage: message,
    emailVerificationSubject: subject,
    verificationMessageTemplate: {
      smsMessage: sms,
      emailMessage: message,
      emailSubject: subject,
      emailMessageByLink: template?.emailMessageByLink,
      emailSubjectByLink: template?.emailSubjectByLink,
      defaultEmailOption: template?.defaultEmailOption ?? 'CONFIRM_WITH_CODE',
    },
  }
}
