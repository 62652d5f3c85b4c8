// The part of @xmldom/xmldom that is used here (DOM Level 2 Core). Its own types bring the whole of `lib.dom` along, whose
// globals contradict those of Node.

export interface XmlNode {
  /** 1: an element, 3: text, 4: CDATA, 8: a comment. */
  readonly nodeType: number
  readonly namespaceURI: string | null
  readonly localName: string | null
  readonly textContent: string | null
  readonly childNodes: ArrayLike<XmlNode>
}

export interface XmlElement extends XmlNode {
  readonly localName: string
  readonly attributes: { readonly length: number }
  /** The empty text where there is none. */
  getAttribute(name: string): string
  hasAttribute(name: string): boolean
}

export interface XmlDocument extends XmlNode {
  readonly documentElement: XmlElement | null
}

export class DOMParser {
  constructor(options: {
    readonly errorHandler: Readonly<Record<'warning' | 'error' | 'fatalError', (message: string) => void>>
  })
  parseFromString(text: string, type: string): XmlDocument | undefined
}
