import type { MessageChannel } from './message-gateway.ts'

/** What takes the place of `{####}` and of `{username}`; a placeholder without a value stays as it is. */
export interface TemplateValues {
  readonly code?: string | undefined
  readonly username?: string | undefined
}

/**
 * Fills a body: that of an e-mail is HTML, so that values are escaped there. AWS: subjects are sent as they are written.
 */
export function fillBody(template: string, values: TemplateValues, channel: MessageChannel): string {
  return filled(template, values, channel === 'EMAIL' ? escapeHtml : (text) => text)
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** In one pass, so that a value that looks like a placeholder is left alone. */
function filled(template: string, values: TemplateValues, put: (text: string) => string): string {
  return template.replace(/\{####\}|\{username\}/g, (placeholder) => {
    const value = placeholder === '{username}' ? values.username : values.code
    return value === undefined ? placeholder : put(value)
  })
}
