import { invalidParameter } from '../../../contract/service-error.ts'
import { isMailAddress } from '../../../kernel/mail-address.ts'
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
  if (from !== undefined && !isSender(from)) throw invalidFrom()
  assertArn('EmailConfigurationType.SourceArn', sourceArn, home)
}

/** `user@example.com` or `Name <user@example.com>` (RFC 5322 3.4, mailbox). */
function isSender(from: string): boolean {
  if (!from.includes('<')) return isMailAddress(from.trim())
  const start = from.lastIndexOf('<')
  return from.endsWith('>') && isMailAddress(from.slice(start + 1, -1))
}
