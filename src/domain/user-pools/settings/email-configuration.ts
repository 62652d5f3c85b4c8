import { invalidParameter } from '../../../contract/service-error.ts'
import { isMailbox } from '../../../kernel/mail-address.ts'
import type { Home } from '../../arns/arn-rules.ts'
import { assertArn } from '../../arns/assert-arn.ts'
import type { EmailConfiguration } from './user-pool-settings.ts'
import type { UserPoolSettingsRequest } from './user-pool-settings-request.ts'

const sourceArnMissing = () => invalidParameter('Source ARN is required to use DEVELOPER email sending owner')

const fromWithoutIdentity = () =>
  invalidParameter('Cannot configure From email address for default email configuration')

const invalidFrom = () => invalidParameter('Provided From email address is invalid')

export function emailConfigurationFrom(
  request: UserPoolSettingsRequest['emailConfiguration'],
): EmailConfiguration {
  return { ...request, emailSendingAccount: request?.emailSendingAccount ?? 'COGNITO_DEFAULT' }
}

/** Checks the sender of e-mails: the service's own, or an identity of the account. */
export function assertEmailConfiguration(
  { emailSendingAccount, sourceArn, from }: EmailConfiguration,
  home: Home,
): void {
  if (sourceArn === undefined) {
    if (emailSendingAccount === 'DEVELOPER') throw sourceArnMissing()
    if (from !== undefined) throw fromWithoutIdentity()
  }
  if (from !== undefined && !isMailbox(from)) throw invalidFrom()
  assertArn('EmailConfigurationType.SourceArn', sourceArn, home)
}
