import { DOMParser, type XmlElement } from '@xmldom/xmldom'

/** The text is no XML that is read here. */
export class XmlRefused extends Error {
  override readonly name = 'XmlRefused'
}

/** A document that is larger or deeper costs more than any real one needs. */
const MOST_TAGS = 20_000
const DEEPEST = 50

/**
 * Parses a document without a document type, so that it can define no entities, with a bound on tags and depth.
 * @returns its root
 * @throws XmlRefused
 */
export function parseXml(text: string): XmlElement {
  if (text.includes('<!DOCTYPE') || text.includes('<!ENTITY'))
    throw new XmlRefused('a document type is refused')
  assertBounded(text)
  const refuse = (message: string) => {
    throw new XmlRefused(message)
  }
  const parser = new DOMParser({ errorHandler: { warning: refuse, error: refuse, fatalError: refuse } })
  try {
    const root = parser.parseFromString(text, 'application/xml')?.documentElement
    if (root) return root
  } catch (error) {
    if (error instanceof XmlRefused) throw error
  }
  throw new XmlRefused('not XML')
}

/** Counts tags before the parser builds anything. A tag within a comment counts too: no real document has many. */
function assertBounded(text: string): void {
  let tags = 0
  let depth = 0
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    const next = text[at + 1]
    if (next === '!' || next === '?') continue
    const end = text.indexOf('>', at)
    const closesItself = text[end - 1] === '/'
    if (next === '/') depth--
    else if (!closesItself) depth++
    if (++tags > MOST_TAGS || depth > DEEPEST) throw new XmlRefused('the document is too large')
  }
}
