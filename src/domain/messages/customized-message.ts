import type { CustomText } from './custom-text.ts'
import { fillBody } from './fill-template.ts'
import type { Message } from './message-gateway.ts'
import { withLinks } from './render-link.ts'

/** A message that says what a CustomMessage function wants, as far as it wants anything. */
export function customized(message: Message, { subject, body }: CustomText = {}): Message {
  return {
    ...message,
    ...(subject !== undefined && { subject }),
    ...(body !== undefined && { body: filled(message, body) }),
  }
}

function filled({ channel, code, link, temporaryPassword, signInName }: Message, template: string): string {
  if (link !== undefined) return withLinks(template, link)
  return fillBody(template, { code: code ?? temporaryPassword, username: signInName }, channel)
}
