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

/** The text of an element, without white space around it. */
export function textOf(element: XmlElement): string {
  return (element.textContent ?? '').trim()
}
