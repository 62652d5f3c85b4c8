import { ServiceError } from '../../contract/service-error.ts'
import { type CodeDelivery, codeDelivery } from '../messages/code-delivery.ts'
import type { MessageGateway, MessageKind } from '../messages/message-gateway.ts'
import type { SendPermit } from '../messages/permit-message.ts'
import { type CodeUse, renderCode } from '../messages/render-code.ts'
import { channelOf, sendMessage } from '../messages/send-message.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { IssuedCode } from './issue-code.ts'

/** The facts about a code to a user that the message limits need. */
export function codeMessage({ user, contact }: Omit<IssuedCode, 'code'>, kind: MessageKind) {
  return { userPoolId: user.userPoolId, kind, user: user.sub, to: contact.value }
}

/**
 * Sends a stored code, and returns where it went.
 * @throws CodeDeliveryFailureException
 */
export async function sendCode(
  messages: MessageGateway,
  pool: UserPool,
  { user, contact, code }: IssuedCode,
  permit: SendPermit,
  use: CodeUse = 'verification',
): Promise<CodeDelivery> {
  const channel = channelOf(contact.attribute)
  const text = renderCode(pool.settings, use, channel, code)
  await sendMessage(messages, { pool, user, channel, permit, text })
  return codeDelivery(contact)
}

/**
 * Like {@link sendCode}, for operations that declare no CodeDeliveryFailureException. Deviation: they report a failure
 * with the errors of the channel that they do declare (docs/deviations.md, "delivery failure").
 * @throws InvalidEmailRoleAccessPolicyException
 * @throws InvalidSmsRoleAccessPolicyException
 */
export async function sendCodeOrRoleError(
  messages: MessageGateway,
  pool: UserPool,
  issued: IssuedCode,
  permit: SendPermit,
  use: CodeUse = 'verification',
): Promise<void> {
  try {
    await sendCode(messages, pool, issued, permit, use)
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    const name =
      issued.contact.attribute === 'email'
        ? 'InvalidEmailRoleAccessPolicyException'
        : 'InvalidSmsRoleAccessPolicyException'
    throw new ServiceError(name, error.message)
  }
}
