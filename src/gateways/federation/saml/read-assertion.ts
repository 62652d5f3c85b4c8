import type { XmlElement } from '@xmldom/xmldom'
import { isFresh, TOLERANCE } from '../../../domain/federation/message-use.ts'
import type { ProviderAnswer } from '../../../domain/federation/provider-answer.ts'
import type { SamlNameId } from '../../../domain/federation/provider-session.ts'
import type { Instant } from '../../../kernel/clock.ts'
import { childrenOf, textOf } from '../xml-elements.ts'
import { ASSERTION, BEARER } from './saml-names.ts'
import { answers, invalidResponse } from './saml-response.ts'

export interface ExpectedAssertion {
  readonly entityId: string
  readonly audience: string
  readonly recipient: string
  /** Undefined if the provider started the sign-in. */
  readonly requestId: string | undefined
  readonly now: Instant
}

/**
 * What an assertion says of its subject, if it is for us and of now (SAML Core, section 2.3.3; SAML Profiles, section
 * 4.1.4.3).
 * @param assertion as it was signed
 * @throws FederationRefused
 */
export function readAssertion(assertion: XmlElement, expected: ExpectedAssertion): ProviderAnswer {
  const wrong = (what: string) => invalidResponse(`${what} is invalid. `)
  if (assertion.getAttribute('Version') !== '2.0' || assertion.getAttribute('ID') === '')
    throw wrong('Version')
  if (textOf(only(assertion, 'Issuer')) !== expected.entityId) throw wrong('Issuer')
  const subject = only(assertion, 'Subject')
  const nameId = readNameId(subject)
  const confirmed = childrenOf(subject, ASSERTION, 'SubjectConfirmation')
  if (!confirmed.some((it) => confirms(it, expected))) throw wrong('SubjectConfirmation')
  assertConditions(only(assertion, 'Conditions'), expected)
  const [statement] = childrenOf(assertion, ASSERTION, 'AuthnStatement')
  if (!statement) throw wrong('AuthnStatement')
  const sessionIndex = statement.getAttribute('SessionIndex') || undefined // AWS: that of the first statement
  const issued = {
    id: assertion.getAttribute('ID'),
    issuedAt: Date.parse(assertion.getAttribute('IssueInstant')),
  }
  if (expected.requestId === undefined && !isFresh(issued, expected.now)) throw wrong('IssueInstant')
  const claims = attributesOf(assertion)
  return { assertion: { ...issued, nameId, sessionIndex }, claims, sources: { samlResponse: claims } }
}

function confirms(confirmation: XmlElement, { recipient, requestId, now }: ExpectedAssertion): boolean {
  if (confirmation.getAttribute('Method') !== BEARER) return false
  const [data, ...more] = childrenOf(confirmation, ASSERTION, 'SubjectConfirmationData')
  return (
    data !== undefined &&
    more.length === 0 &&
    data.getAttribute('Recipient') === recipient &&
    answers(data, requestId) &&
    !data.hasAttribute('NotBefore') &&
    isBefore(now, data.getAttribute('NotOnOrAfter'))
  )
}

function assertConditions(conditions: XmlElement, { audience, now }: ExpectedAssertion): void {
  const [begin, end] = [conditions.getAttribute('NotBefore'), conditions.getAttribute('NotOnOrAfter')]
  if (begin !== '' && !(Date.parse(begin) - TOLERANCE <= now)) throw invalidResponse('NotBefore is invalid. ')
  if (end !== '' && !isBefore(now, end)) throw invalidResponse('NotOnOrAfter is invalid. ')
  const restrictions = childrenOf(conditions, ASSERTION, 'AudienceRestriction')
  const isForUs = (restriction: XmlElement) =>
    childrenOf(restriction, ASSERTION, 'Audience').some((it) => textOf(it) === audience)
  if (restrictions.length === 0 || !restrictions.every(isForUs))
    throw invalidResponse('Audience is invalid. ')
}

/** Whether an end, as an attribute has it, is still to come; false if it is none. */
export function isBefore(now: Instant, end: string): boolean {
  return now < Date.parse(end) + TOLERANCE // false if the text is no time
}

/**
 * How a message names a user.
 * @param parent the subject of an assertion, or a request to end a session
 * @throws FederationRefused
 */
export function readNameId(parent: XmlElement): SamlNameId {
  const element = only(parent, 'NameID')
  const value = textOf(element)
  if (value === '') throw invalidResponse('NameID is invalid. ')
  const text = (name: string) => element.getAttribute(name) || undefined
  return {
    value,
    format: text('Format'),
    nameQualifier: text('NameQualifier'),
    spNameQualifier: text('SPNameQualifier'),
  }
}

/**
 * The one child of that name.
 * @throws FederationRefused
 */
export function only(parent: XmlElement, name: string): XmlElement {
  const [element, ...more] = childrenOf(parent, ASSERTION, name)
  if (!element || more.length > 0) throw invalidResponse(`${name} is invalid. `)
  return element
}

/** By name: a text, or a list of several. */
function attributesOf(assertion: XmlElement): Record<string, string | readonly string[]> {
  const values = new Map<string, string[]>()
  for (const statement of childrenOf(assertion, ASSERTION, 'AttributeStatement')) {
    for (const attribute of childrenOf(statement, ASSERTION, 'Attribute')) {
      const name = attribute.getAttribute('Name')
      const added = childrenOf(attribute, ASSERTION, 'AttributeValue').map(textOf)
      values.set(name, [...(values.get(name) ?? []), ...added])
    }
  }
  const entries = [...values].flatMap(([name, [first, ...more]]) =>
    first === undefined ? [] : [[name, more.length === 0 ? first : [first, ...more]] as const],
  )
  return Object.fromEntries(entries)
}
