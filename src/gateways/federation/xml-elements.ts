import type { XmlElement, XmlNode } from '@xmldom/xmldom'

/** Whether a node is an element of that name. */
export function is(node: XmlNode, namespace: string, name: string): node is XmlElement {
  return node.nodeType === 1 && node.namespaceURI === namespace && node.localName === name
}

/** The children of that name; no deeper elements. */
export function childrenOf(parent: XmlNode, namespace: string, name: string): XmlElement[] {
  return Array.from(parent.childNodes).filter((node) => is(node, namespace, name))
}

/** An element and all elements within it. The parser bounds the depth. */
export function elementsIn(root: XmlElement): XmlElement[] {
  const inner = Array.from(root.childNodes).filter((node): node is XmlElement => node.nodeType === 1)
  return [root, ...inner.flatMap(elementsIn)]
}

/**
 * The text of an element, without the white space of XML around it. Other white space counts: a provider may have a user
 * whose name differs from that of another one by nothing else.
 */
export function textOf(element: XmlElement): string {
  const text = element.textContent ?? ''
  let [begin, end] = [0, text.length]
  while (begin < end && isSpace(text[begin])) begin++
  while (begin < end && isSpace(text[end - 1])) end--
  return text.slice(begin, end)
}

/** XML 1.0, section 2.3. */
function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\r' || character === '\n'
}
