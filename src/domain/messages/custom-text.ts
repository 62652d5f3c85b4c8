import { invalidParameter } from '../../contract/service-error.ts'
import type { MessageChannel, MessageKind } from './message-gateway.ts'

/** What a CustomMessage function wants a message to say; the pool's template is used for what is undefined. */
export interface CustomText {
  readonly subject?: string | undefined
  readonly body?: string | undefined
}

/** The members of the function's response. */
export interface CustomMembers {
  readonly smsMessage: string | undefined
  readonly emailMessage: string | undefined
  readonly emailSubject: string | undefined
}

/** What carries the secret of a message: a code, or a link that has the code in it. Some invitations have none. */
export type Carrier = 'code' | 'link' | 'none'

/**
 * Checks the part that the message uses. AWS: of an invitation whose text lacks the name or the password, the pool's text
 * is sent with the function's subject. The text for a user without a password need not have a place for it.
 * @throws InvalidParameterException
 */
export function customText(
  { smsMessage, emailMessage, emailSubject }: CustomMembers,
  { kind, channel, carrier }: { kind: MessageKind; channel: MessageChannel; carrier: Carrier },
): CustomText {
  const limits = LIMITS[channel]
  const body = channel === 'EMAIL' ? emailMessage : smsMessage
  if (body === '') throw invalidParameter('The message is empty.')
  // Functions in Go, with the types of AWS, answer a subject that they do not set as an empty one.
  const subject = channel === 'EMAIL' ? emailSubject || undefined : undefined
  if (subject !== undefined) assertSubject(subject)
  if (body === undefined) return { subject }
  const hasAll = HAS_PLACE[carrier](body)
  if (kind === 'invitation' && !(hasAll && body.includes('{username}'))) return { subject }
  if (!hasAll || !limits.allowed.test(body)) throw refused(limits.path, body, limits.patterns[carrier])
  if (body.length > limits.length) throw tooLong(limits.path, body, limits.length)
  return { subject, body }
}

/** Whether a text has a place for the secret. */
const HAS_PLACE: Readonly<Record<Carrier, (body: string) => boolean>> = {
  code: (body) => body.includes('{####}'),
  link: hasLink,
  none: () => true,
}

const CHARACTERS = String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`

interface Limits {
  readonly path: string
  readonly length: number
  readonly allowed: RegExp
  /** As messages show them. Together with the placeholder, `allowed` is the same in linear time. */
  readonly patterns: Readonly<Record<Carrier, string>>
}

const LIMITS: Readonly<Record<MessageChannel, Limits>> = {
  EMAIL: {
    path: 'emailBody',
    length: 20_000,
    allowed: /^[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*$/u,
    patterns: {
      code: String.raw`${CHARACTERS}\{####\}${CHARACTERS}`,
      link: String.raw`${CHARACTERS}\{##${CHARACTERS}##\}${CHARACTERS}`,
      none: CHARACTERS,
    },
  },
  // Deviation: the member that the service names is not known (docs/deviations.md, "texts of CustomMessage").
  SMS: {
    path: 'smsMessage',
    length: 140,
    allowed: /^/,
    patterns: {
      code: String.raw`(?s).*\{####\}(?s).*`,
      link: String.raw`(?s).*\{####\}(?s).*`,
      none: '(?s).*',
    },
  },
}

const LONGEST_SUBJECT = 140
const SUBJECT = /^[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+$/u

function assertSubject(subject: string): void {
  if (subject.length > LONGEST_SUBJECT) throw tooLong('emailSubject', subject, LONGEST_SUBJECT)
  if (!SUBJECT.test(subject))
    throw refused('emailSubject', subject, String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+`)
}

function hasLink(body: string): boolean {
  const opening = body.indexOf('{##')
  return opening !== -1 && body.indexOf('##}', opening + 3) !== -1
}

const refused = (path: string, value: string, pattern: string) =>
  violation(path, value, `Member must satisfy regular expression pattern: ${pattern}`)

const tooLong = (path: string, value: string, most: number) =>
  violation(path, value, `Member must have length less than or equal to ${most}`)

const LONGEST_SHOWN = 16_384

function violation(path: string, value: string, constraint: string) {
  const shown = value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN - 3)}...` : value
  return invalidParameter(
    `1 validation error detected: Value '${shown}' at '${path}' failed to satisfy constraint: ${constraint}`,
  )
}
