import { ServiceError } from '../../contract/service-error.ts'
import { invalidParameter } from './invalid-parameter.ts'
import type { EmailConfiguration } from './user-pool-settings.ts'
import type { UserPoolSettingsRequest } from './user-pool-settings-request.ts'

/** Where Amazon SES may send for pools of any region (AWS: Developer Guide, "Email settings for user pools"). */
const SES_REGIONS = ['eu-west-1', 'us-east-1', 'us-west-2']

const sourceArnMissing = () => invalidParameter('Source ARN is required to use DEVELOPER email sending owner')

const sourceArnElsewhere = (regions: readonly string[]) =>
  invalidParameter(`Provided SourceArn must be in one of the following SES regions: ${regions.join(', ')}.`)

const invalidFrom = () => invalidParameter('Provided From email address is invalid')

const identityNotAllowed = () =>
  new ServiceError(
    'InvalidEmailRoleAccessPolicyException',
    'Cognito is not allowed to use your email identity',
  )

export function emailConfigurationFrom(
  request: UserPoolSettingsRequest['emailConfiguration'],
): EmailConfiguration {
  return { ...request, emailSendingAccount: request?.emailSendingAccount ?? 'COGNITO_DEFAULT' }
}

/**
 * Who mails come from. The identity of another account may send only for a pool with its own SES: the policy that
 * would let it send for the service is taken as missing.
 */
export function assertEmailConfiguration(
  { emailSendingAccount, sourceArn, from }: EmailConfiguration,
  { region, account }: { region: string; account: string },
): void {
  if (emailSendingAccount === 'DEVELOPER' && sourceArn === undefined) throw sourceArnMissing()
  if (from !== undefined && !isSender(from)) throw invalidFrom()
  if (sourceArn === undefined) return
  const [, , , sourceRegion = '', sourceAccount] = sourceArn.split(':')
  const regions = SES_REGIONS.includes(region) ? SES_REGIONS : [...SES_REGIONS, region]
  if (!regions.includes(sourceRegion)) throw sourceArnElsewhere(regions)
  if (emailSendingAccount === 'COGNITO_DEFAULT' && sourceAccount !== account) throw identityNotAllowed()
}

/** `user@example.com` or `Name <user@example.com>` (RFC 5322 3.4, mailbox). */
function isSender(from: string): boolean {
  if (!from.includes('<')) return isAddress(from.trim())
  const start = from.lastIndexOf('<')
  return from.endsWith('>') && isAddress(from.slice(start + 1, -1))
}

function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@')
  return at > 0 && at < text.length - 1 && !/[\s<>]/.test(text)
}
