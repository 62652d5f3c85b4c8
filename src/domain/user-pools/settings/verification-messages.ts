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
 * for one is shown in both. Of two different values each is shown as it was sent (the sample of CreateUserPool), and
 * that of the template is what users get: Terraform sends the former value of the older setting with a changed template.
 */
export function verificationMessages(request: UserPoolSettingsRequest): Messages {
  const template = request.verificationMessageTemplate
  const { smsVerificationMessage: sms } = request
  const { emailVerificationMessage: message, emailVerificationSubject: subject } = request
  return {
    smsVerificationMessage: sms ?? template?.smsMessage,
    emailVerificationMessage: message ?? template?.emailMessage,
    emailVerificationSubject: subject ?? template?.emailSubject,
    verificationMessageTemplate: {
      smsMessage: template?.smsMessage ?? sms,
      emailMessage: template?.emailMessage ?? message,
      emailSubject: template?.emailSubject ?? subject,
      emailMessageByLink: template?.emailMessageByLink,
      emailSubjectByLink: template?.emailSubjectByLink,
      defaultEmailOption: template?.defaultEmailOption ?? 'CONFIRM_WITH_CODE',
    },
  }
}
