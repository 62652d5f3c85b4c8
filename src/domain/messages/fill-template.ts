import type { MessageChannel } from './message-gateway.ts'

/** The values of `{####}` and `{username}`; a placeholder without a value is left as it is. */
export interface TemplateValues {
  readonly code?: string | undefined
  readonly username?: string | undefined
}

/**
 * Fills the body of a message. An e-mail's body is HTML, so values are escaped in it. AWS: subjects are sent as
 * written.
 */
export function fillBody(template: string, values: TemplateValues, channel: MessageChannel): string {
  return filled(template, values, channel === 'EMAIL' ? escapeHtml : (text) => text)
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** In one pass, so that a value that looks like a placeholder is not replaced again. */
function filled(template: string, values: TemplateValues, put: (text: string) => string): string {
  return template.replace(/\{####\}|\{username\}/g, (placeholder) => {
    const value = placeholder === '{username}' ? values.username : values.code
    return value === undefined ? placeholder : put(value)
  })
}
