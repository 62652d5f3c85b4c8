import { DOMParser, type XmlElement, type XmlNode } from '@xmldom/xmldom'

/** The text is no XML that is read here. */
export class XmlRefused extends Error {
  override readonly name = 'XmlRefused'
}

/** A document that is larger or deeper costs more than any real one needs. */
const MOST_TAGS = 20_000
const DEEPEST = 50
/** Of one element, namespaces included: parsing and canonicalization take the square of their number. */
const MOST_ATTRIBUTES = 200

/**
 * Parses a document without a document type, so that it can define no entities, with a bound on tags and depth.
 * @returns its root
 * @throws XmlRefused
 */
export function parseXml(text: string): XmlElement {
  // The parser takes these words in small letters, too.
  if (/<!(?:doctype|entity)/i.test(text)) throw new XmlRefused('a document type is refused')
  assertBounded(text)
  const refuse = (message: string) => {
    throw new XmlRefused(message)
  }
  const parser = new DOMParser({ errorHandler: { warning: refuse, error: refuse, fatalError: refuse } })
  let root: XmlElement | null | undefined
  try {
    root = parser.parseFromString(text, 'application/xml')?.documentElement
  } catch (error) {
    if (error instanceof XmlRefused) throw error
  }
  if (!root) throw new XmlRefused('not XML')
  assertShallow(root)
  return root
}

/** Counts tags and attributes before the parser builds anything. */
function assertBounded(text: string): void {
  let tags = 0
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    if (text.startsWith('<!--', at)) at = endOf(text, '-->', at)
    else if (text.startsWith('<![CDATA[', at)) at = endOf(text, ']]>', at)
    else if (text.startsWith('<?', at)) at = endOf(text, '?>', at)
    else {
      if (++tags > MOST_TAGS) throw tooLarge()
      at = endOfTag(text, at + 1)
    }
  }
}

/** Past a tag, whose values may have any brackets in them. */
function endOfTag(text: string, begin: number): number {
  let attributes = 0
  for (let at = begin; at < text.length; at++) {
    const character = text[at]
    if (character === '>') return at + 1
    if (character !== '"' && character !== "'") continue
    if (++attributes > MOST_ATTRIBUTES) throw tooLarge()
    at = endOf(text, character, at + 1) - 1
  }
  throw new XmlRefused('not XML')
}

function endOf(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from)
  if (at === -1) throw new XmlRefused('not XML')
  return at + end.length
}

/** Checks what was built, level by level: recursive functions need a stack frame for each level. */
function assertShallow(root: XmlElement): void {
  let level: readonly XmlElement[] = [root]
  for (let depth = 1; level.length > 0; depth++) {
    const isTooWide = level.some(({ attributes }) => attributes.length > MOST_ATTRIBUTES)
    if (depth > DEEPEST || isTooWide) throw tooLarge()
    level = level.flatMap(({ childNodes }) => Array.from(childNodes).filter(isElement))
  }
}

function isElement(node: XmlNode): node is XmlElement {
  return node.nodeType === 1
}

const tooLarge = () => new XmlRefused('the document is too large')
