import { escapeHtml } from '../../messages/fill-template.ts'
import type { MessageText } from '../../messages/message-text.ts'
import type { NotifyConfiguration, NotifyEmail } from '../risk-configuration.ts'
import type { NoticeValues } from './notice-values.ts'

/** What a notification is about. */
export type NoticeKind = 'blockEmail' | 'noActionEmail' | 'mfaEmail'

/**
 * The e-mail about a risky sign-in: by the template of the configuration, or a plain one of ours. Values are escaped in HTML,
 * and replaced in one pass, so that none is read as a placeholder.
 */
export function renderNotice(
  kind: NoticeKind,
  configuration: NotifyConfiguration | undefined,
  values: NoticeValues,
): MessageText {
  const { subject, htmlBody, textBody } = configuration?.[kind] ?? standard(kind)
  const text = textBody === undefined ? undefined : filled(textBody, values)
  const body = htmlBody === undefined ? inHtml(text ?? '') : filled(htmlBody, values, escapeHtml)
  return { subject, body, text }
}

function filled(template: string, values: NoticeValues, put = (value: string) => value): string {
  return template.replace(/\{[a-z-]{1,30}\}/g, (placeholder) => {
    const name = placeholder.slice(1, -1)
    return Object.hasOwn(values, name) ? put(values[name as keyof NoticeValues] ?? UNKNOWN) : placeholder
  })
}

const UNKNOWN = 'unknown'

function inHtml(text: string): string {
  return escapeHtml(text).replace(/\n/g, '<br>\n')
}

const WHAT_HAPPENED: Readonly<Record<NoticeKind, readonly [subject: string, sentence: string]>> = {
  blockEmail: ['Blocked sign-in attempt', 'We blocked a sign-in to your account that looked unusual.'],
  noActionEmail: ['New sign-in attempt', 'There was a sign-in to your account that looked unusual.'],
  mfaEmail: [
    'New sign-in attempt',
    'We asked for a second factor at a sign-in to your account that looked unusual.',
  ],
}

/** Deviation: the wording is ours (docs/deviations.md, "notifications of risks"). */
function standard(kind: NoticeKind): NotifyEmail {
  const [subject, sentence] = WHAT_HAPPENED[kind]
  return {
    subject,
    htmlBody: `<p>${sentence}</p>
<p>Account: {username}<br>Time: {login-time}<br>Device: {device-name}<br>Address: {ip-address}<br>Place: {city}, {country}</p>
<p>If it was you, <a href="{one-click-link-valid}">let us know</a>.</p>
<p>If it was not you, <a href="{one-click-link-invalid}">tell us</a> and change your password.</p>`,
  }
}
