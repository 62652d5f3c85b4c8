import { isVerified } from '../../../attributes/contact.ts'
import { eventContext } from '../../../auth-events/event-context.ts'
import { feedbackToken } from '../../../auth-events/feedback-token.ts'
import { permitOrWithhold } from '../../../messages/permit-message.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { prepareMessage } from '../../../sending/prepare-message.ts'
import { feedbackLink } from '../../../threat-protection/notices/feedback-link.ts'
import {
  type NoticeKind,
  type NoticeValues,
  renderNotice,
} from '../../../threat-protection/notices/render-notice.ts'
import type { UserPool } from '../../../user-pools/user-pool.ts'
import type { User } from '../../../users/user.ts'
import type { PreparedNotice, SignInGuard } from '../sign-in.ts'

/**
 * The e-mail that tells a user of a risky sign-in. Undefined for users without a verified address, and beyond the limits: a
 * sign-in never fails because of it. AWS: the sender is that of the configuration, not that of the pool.
 */
export async function prepareNotice(
  context: RequestContext,
  pool: UserPool,
  guard: SignInGuard,
  user: User,
  kind: NoticeKind,
): Promise<PreparedNotice | undefined> {
  const { notifyConfiguration } = guard.configuration?.accountTakeoverRiskConfiguration ?? {}
  const to = isVerified(user.attributes, 'email') ? user.attributes.get('email') : undefined
  if (to === undefined) return undefined
  const intended = { userPoolId: pool.id, kind: 'notification', user: `${user.sub} notices`, to } as const
  const permit = await permitOrWithhold(context.messageLimits, intended, context.now)
  if (!permit) return undefined
  const { clientId } = guard.event
  const prepared = await prepareMessage(context, pool, {
    channel: 'EMAIL',
    permit,
    user,
    clientId,
    isUnseen: true,
  })
  const { from, replyTo, sourceArn } = notifyConfiguration ?? {}
  const envelope = {
    ...prepared.envelope,
    ...(from !== undefined && { from }),
    ...(replyTo !== undefined && { replyTo }),
    aws: { region: pool.region, sourceArn: sourceArn ?? prepared.envelope.aws?.sourceArn },
  }
  const text = renderNotice(kind, notifyConfiguration, valuesOf(context, guard, user))
  return { message: { ...prepared, envelope }, text }
}

const UNKNOWN = 'unknown'

function valuesOf(context: RequestContext, guard: SignInGuard, user: User): NoticeValues {
  const { poolKeys, publicUrl, now } = context
  const { userPoolId, sub, username } = user
  const { id } = guard.event
  const token = feedbackToken(poolKeys('feedback tokens', userPoolId), { userPoolId, sub, id })
  const asked = { userPoolId, sub, id, token }
  const { ipAddress, deviceName, city, country } = eventContext(guard)
  return {
    username,
    'ip-address': ipAddress ?? UNKNOWN,
    city: city ?? UNKNOWN,
    country: country ?? UNKNOWN,
    'login-time': new Date(now).toUTCString(),
    'device-name': deviceName,
    'one-click-link-valid': feedbackLink(publicUrl, asked, 'Valid'),
    'one-click-link-invalid': feedbackLink(publicUrl, asked, 'Invalid'),
    'event-id': id,
    'feedback-token': token,
  }
}
