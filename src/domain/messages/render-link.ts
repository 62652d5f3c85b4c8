import type { VerificationMessageTemplate } from '../user-pools/settings/user-pool-settings.ts'
import { escapeHtml } from './fill-template.ts'
import type { MessageText } from './message-text.ts'

const SUBJECT = 'Your verification link'
const BODY = 'Please click the link below to verify your email address. {##Verify Email##} '

/** The page on the pool's domain where a click confirms a sign-up (AWS: "Customizing email verification messages"). */
export interface ConfirmationLink {
  /** For example `https://auth.example.com`, without a trailing slash. */
  readonly domain: string
  readonly clientId: string
  readonly username: string
  readonly code: string
}

/** The e-mail in which `{##text##}` becomes a link that confirms a sign-up. */
export function renderLink(template: VerificationMessageTemplate, to: ConfirmationLink): MessageText {
  const link = addressOf(to)
  const body = withLinks(template.emailMessageByLink ?? BODY, link)
  return { subject: template.emailSubjectByLink ?? SUBJECT, body, link }
}

/**
 * Makes each `{##text##}` a link. In a single pass: the template comes from outside, and may open many placeholders without
 * closing any.
 */
export function withLinks(template: string, link: string): string {
  const href = escapeHtml(link)
  let filled = ''
  let at = 0
  for (;;) {
    const opening = template.indexOf('{##', at)
    const closing = opening === -1 ? -1 : template.indexOf('##}', opening + 3)
    if (closing === -1) return filled + template.slice(at)
    filled += `${template.slice(at, opening)}<a href="${href}">${template.slice(opening + 3, closing)}</a>`
    at = closing + 3
  }
}

function addressOf({ domain, clientId, username, code }: ConfirmationLink): string {
  const query = new URLSearchParams({ client_id: clientId, user_name: username, confirmation_code: code })
  return `${domain}/confirmUser/?${query}`
}
