import { parseIpBlock } from '../../kernel/ip-address.ts'
import { isMailbox } from '../../kernel/mail-address.ts'
import type { Home } from '../arns/arn-rules.ts'
import { assertArn } from '../arns/assert-arn.ts'
import type {
  AccountTakeoverRiskConfiguration,
  NotifyConfiguration,
  RiskConfiguration,
  RiskExceptionConfiguration,
} from './risk-configuration.ts'
import {
  emptyNotification,
  incorrectCidr,
  invalidNotifyAddress,
  notifyConfigurationMissing,
} from './risk-configuration-errors.ts'

/** @throws InvalidParameterException, NotAuthorizedException for the SES identity of another account */
export function assertRiskConfiguration(
  {
    accountTakeoverRiskConfiguration: takeover,
    riskExceptionConfiguration: exceptions,
  }: Omit<RiskConfiguration, 'modifiedAt'>,
  home: Home,
): void {
  if (takeover) assertAccountTakeover(takeover, home)
  if (exceptions) assertExceptions(exceptions)
}

function assertAccountTakeover(
  { notifyConfiguration, actions }: AccountTakeoverRiskConfiguration,
  home: Home,
): void {
  const notifies = Object.values(actions).some((action) => action?.notify)
  if (notifies && !notifyConfiguration) throw notifyConfigurationMissing()
  if (notifyConfiguration) assertNotifyConfiguration(notifyConfiguration, home)
}

function assertNotifyConfiguration(notify: NotifyConfiguration, home: Home): void {
  assertArn('NotifyConfigurationType.SourceArn', notify.sourceArn, home)
  if (notify.from !== undefined && !isMailbox(notify.from)) throw invalidNotifyAddress('From')
  if (notify.replyTo !== undefined && !isMailbox(notify.replyTo)) throw invalidNotifyAddress('ReplyTo')
  for (const [member, email] of [
    ['BlockEmail', notify.blockEmail],
    ['NoActionEmail', notify.noActionEmail],
    ['MfaEmail', notify.mfaEmail],
  ] as const) {
    if (email && email.htmlBody === undefined && email.textBody === undefined) throw emptyNotification(member)
  }
}

/** AWS: blocks only, and no single addresses. */
function assertExceptions({
  blockedIPRangeList = [],
  skippedIPRangeList = [],
}: RiskExceptionConfiguration): void {
  for (const block of [...blockedIPRangeList, ...skippedIPRangeList]) {
    if (!block.includes('/') || !parseIpBlock(block)) throw incorrectCidr()
  }
}
