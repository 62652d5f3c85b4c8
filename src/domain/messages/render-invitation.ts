import type { AdminCreateUserConfig } from '../user-pools/settings/user-pool-settings.ts'
import { fillBody } from './fill-template.ts'
import type { MessageChannel } from './message-gateway.ts'
import type { MessageText } from './message-text.ts'

const SUBJECT = 'Your temporary password'
const BODY = 'Your username is {username} and temporary password is {####}. '
const BODY_WITHOUT_PASSWORD = 'Your username is {username}.'

export interface Invited {
  readonly username: string
  /** Undefined for users who sign in without a password. */
  readonly password: string | undefined
}

/** The message to a user that an administrator created. */
export function renderInvitation(
  { inviteMessageTemplate: own }: Pick<AdminCreateUserConfig, 'inviteMessageTemplate'>,
  channel: MessageChannel,
  { username, password }: Invited,
): MessageText {
  const values = { username, code: password }
  const body = channel === 'EMAIL' ? own?.emailMessage : own?.sMSMessage
  const standard = password === undefined ? BODY_WITHOUT_PASSWORD : BODY
  return {
    subject: channel === 'EMAIL' ? (own?.emailSubject ?? SUBJECT) : undefined,
    body: fillBody(body ?? standard, values, channel),
    temporaryPassword: password,
    signInName: username,
  }
}
