import { lastWord } from './last-word.ts'
import { SVG_ELEMENTS } from './svg-elements.ts'

const NAME = /^[A-Za-z_][\w.:-]*/

const OTHER_REFERENCE = 'SVG contains a reference to something else'

/**
 * What is wrong with a drawing, or undefined. Drawings are shown as images, where browsers run no scripts and load nothing;
 * this keeps such things out of the database all the same.
 */
export function svgFault(bytes: Uint8Array): string | undefined {
  const text = decoded(bytes)
  if (text === undefined) return 'SVG is not UTF-8'
  if (text.includes('\\')) return 'SVG contains an escape'
  let isDrawing = false
  for (const tag of tagsOf(text)) {
    if (tag === undefined) return 'SVG is not well-formed'
    if (/^\?xml\s/.test(tag)) continue
    const fault = tagFault(tag)
    if (fault !== undefined) return fault
    if (localName(tag) === 'svg') isDrawing = true
  }
  if (!isDrawing) return 'Bytes are not a file of type SVG'
  return /url\((?!#)|@import|javascript:/i.test(squeezed(text)) ? OTHER_REFERENCE : undefined
}

/** @param tag the text within angle brackets */
function tagFault(tag: string): string | undefined {
  if (/^[!?]/.test(tag)) return 'SVG contains a declaration or an instruction that is not allowed'
  const name = localName(tag)
  if (!SVG_ELEMENTS.has(name)) return notAllowed(shown(name))
  const attributes = attributesOf(tag).filter(isRefused)
  if (attributes.length > 0) return notAllowed(`${name}#${attributes.map(shown).join('|')}`)
  if (/[\s"'/]on[a-z]+\s*=/i.test(tag)) return 'SVG contains an event handler'
  if (tag.includes('&#')) return 'SVG contains an escape'
  return /href=(?!#)/i.test(squeezed(tag)) ? OTHER_REFERENCE : undefined
}

/** Source: reported of the service, of attributes: `element [svg#role|aria-label] is not allowed.` */
const notAllowed = (what: string) => `element [${what}] is not allowed.`

/** Those that run scripts, and those that the service was reported to refuse. */
function isRefused(attribute: string): boolean {
  const name = attribute.toLowerCase()
  return /^(?:on|aria-)/.test(name) || name === 'role' || name === 'dominant-baseline'
}

const QUOTED = /"[^"]*"|'[^']*'/g

/** The names before the equals signs. */
function attributesOf(tag: string): string[] {
  return tag
    .replaceAll(QUOTED, '""')
    .split('=')
    .slice(0, -1)
    .map((text) => lastWord(text.trimEnd(), SEPARATORS))
}

const SEPARATORS = [' ', '\n', '\r', '\t', '"', "'", '/']

function localName(tag: string): string {
  const name = NAME.exec(tag.startsWith('/') ? tag.slice(1) : tag)?.[0] ?? ''
  return name.slice(name.indexOf(':') + 1)
}

/** Without white space and quotation marks, which may be anywhere around a reference. */
function squeezed(text: string): string {
  return text.replaceAll(/[\s"']/g, '')
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** The text within each pair of angle brackets, without comments; undefined where one is not closed. */
function* tagsOf(text: string): Generator<string | undefined> {
  let position = 0
  for (;;) {
    const start = text.indexOf('<', position)
    if (start < 0) return
    const isComment = text.startsWith('<!--', start)
    const end = isComment ? text.indexOf('-->', start + 4) : text.indexOf('>', start)
    if (end < 0) return yield undefined
    if (!isComment) yield text.slice(start + 1, end)
    position = end + (isComment ? 3 : 1)
  }
}

function shown(name: string): string {
  return name === '' ? '(without a name)' : name.slice(0, 40)
}
