import { invalidParameter } from '../../../contract/service-error.ts'
import type { UserPoolSettings } from './user-pool-settings.ts'
import type { UserPoolSettingsRequest } from './user-pool-settings-request.ts'

type Messages = Pick<
  UserPoolSettings,
  | 'smsVerificationMessage'
  | 'emailVerificationMessage'
  | 'emailVerificationSubject'
  | 'verificationMessageTemplate'
>

/** Deviation: the service's own message is not known (docs/deviations.md, "two verification messages"). */
const messagesDiffer = (setting: string, member: string) =>
  invalidParameter(`${setting} and ${member} of VerificationMessageTemplate have different values.`)

/**
 * The verification messages of a pool. AWS: three of them exist both in the template and as an older setting; a value
 * for one is shown in both.
 */
export function verificationMessages(request: UserPoolSettingsRequest): Messages {
  const template = request.verificationMessageTemplate
  const sms = same(
    'SmsVerificationMessage',
    request.smsVerificationMessage,
    'SmsMessage',
    template?.smsMessage,
  )
  const message = same(
    'EmailVerificationMessage',
    request.emailVerificationMessage,
    'EmailMessage',
    template?.emailMessage,
  )
  const subject = same(
    'EmailVerificationSubject',
    request.emailVerificationSubject,
    'EmailSubject',
    template?.emailSubject,
  )
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

function same(setting: string, value: string | undefined, member: string, inTemplate: string | undefined) {
  if (value !== undefined && inTemplate !== undefined && value !== inTemplate) {
    throw messagesDiffer(setting, member)
  }
  return value ?? inTemplate
}
