import type { AccountTakeoverEventActionType } from '../../../../contract/generated/types.ts'
import { isVerified } from '../../../attributes/contact.ts'
import { eventContext } from '../../../auth-events/event-context.ts'
import { feedbackToken } from '../../../auth-events/feedback-token.ts'
import { permitOrWithhold } from '../../../messages/permit-message.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { prepareMessage } from '../../../sending/prepare-message.ts'
import { feedbackLink } from '../../../threat-protection/notices/feedback-link.ts'
import { loginTime } from '../../../threat-protection/notices/login-time.ts'
import { type NoticeValues, noticeAttributes } from '../../../threat-protection/notices/notice-values.ts'
import { type NoticeKind, renderNotice } from '../../../threat-protection/notices/render-notice.ts'
import type { UserPool } from '../../../user-pools/user-pool.ts'
import type { User } from '../../../users/user.ts'
import type { PreparedNotice, SignInGuard } from '../sign-in.ts'

/**
 * The e-mail that warns a user of a risky sign-in. Undefined for users without a verified address, and beyond the limits: a
 * sign-in never fails because of it. AWS: the sender is that of the configuration, not that of the pool; but a custom sender
 * of the pool comes before it.
 * @param action what is done about the risk
 */
export async function prepareNotice(
  context: RequestContext,
  pool: UserPool,
  guard: SignInGuard,
  user: User,
  action: AccountTakeoverEventActionType,
): Promise<PreparedNotice | undefined> {
  const { notifyConfiguration } = guard.configuration?.accountTakeoverRiskConfiguration ?? {}
  const to = isVerified(user.attributes, 'email') ? user.attributes.get('email') : undefined
  if (to === undefined) return undefined
  const intended = { userPoolId: pool.id, kind: 'notification', user: `${user.sub} notices`, to } as const
  const permit = await permitOrWithhold(context.messageLimits, intended, context.now)
  if (!permit) return undefined
  const { clientId } = guard.event
  const values = valuesOf(context, guard, user)
  const prepared = await prepareMessage(context, pool, {
    channel: 'EMAIL',
    permit,
    user,
    clientId,
    notice: noticeAttributes(values, action),
    isUnseen: true,
  })
  const { from, replyTo, sourceArn } = notifyConfiguration ?? {}
  const envelope = {
    ...prepared.envelope,
    ...(from !== undefined && { from }),
    ...(replyTo !== undefined && { replyTo }),
    aws: { region: pool.region, sourceArn: sourceArn ?? prepared.envelope.aws?.sourceArn },
  }
  const text = renderNotice(KINDS[action], notifyConfiguration, values)
  return { message: { ...prepared, envelope }, text }
}

const KINDS: Readonly<Record<AccountTakeoverEventActionType, NoticeKind>> = {
  BLOCK: 'blockEmail',
  NO_ACTION: 'noActionEmail',
  MFA_IF_CONFIGURED: 'mfaEmail',
  MFA_REQUIRED: 'mfaEmail',
}

function valuesOf(context: RequestContext, guard: SignInGuard, user: User): NoticeValues {
  const { poolKeys, publicUrl, now } = context
  const { userPoolId, sub, username } = user
  const { id } = guard.event
  const token = feedbackToken(poolKeys('feedback tokens', userPoolId), { userPoolId, sub, id })
  const asked = { userPoolId, sub, id, token }
  const { ipAddress, deviceName, city, country } = eventContext(guard)
  return {
    username,
    'ip-address': ipAddress,
    city,
    country,
    'login-time': loginTime(now),
    'device-name': guard.origin.userAgent ? deviceName : undefined,
    'one-click-link-valid': feedbackLink(publicUrl, asked, 'Valid'),
    'one-click-link-invalid': feedbackLink(publicUrl, asked, 'Invalid'),
    'event-id': id,
    'feedback-token': token,
  }
}
