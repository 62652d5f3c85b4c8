import { invalidParameter } from '../../contract/service-error.ts'
import { CUSTOM_CSS_PROPERTIES } from './custom-css-properties.ts'
import { lastWord } from './last-word.ts'

export interface CssRule {
  readonly selectors: readonly string[]
  readonly declarations: ReadonlyArray<readonly [property: string, value: string]>
}

const classNotAllowed = (selector: string) =>
  invalidParameter(`The CSS class ${selector} is not in the list of allowed classes.`)

const propertyNotAllowed = (property: string, selector: string) =>
  invalidParameter(`The CSS property ${property} is not allowed for class ${selector}.`)

/** Deviation: the service's own messages are not known (docs/deviations.md, "CSS of the classic pages"). */
const valueNotAllowed = (property: string, selector: string) =>
  invalidParameter(`The value of the CSS property ${property} is not allowed for class ${selector}.`)
const malformed = () => invalidParameter('The CSS is not well-formed.')

/**
 * Lengths, colours, keywords and colour functions. Nothing that loads something, ends a style element, or starts another
 * rule.
 */
const VALUE = /^[\w#%.,()/ +-]+$/

/** Functions without an effect beyond the colour or length that they compute. */
const FUNCTIONS: ReadonlySet<string> = new Set(['rgb', 'rgba', 'hsl', 'hsla', 'calc'])

/**
 * Reads the CSS of a pool or client.
 * @throws InvalidParameterException if it styles anything else than what the classic pages offer
 */
export function parseCustomCss(css: string): readonly CssRule[] {
  const rules: CssRule[] = []
  let rest = withoutComments(css)
  while (rest.trim() !== '') {
    const start = rest.indexOf('{')
    const end = rest.indexOf('}', start)
    if (start < 0 || end < 0) throw malformed()
    rules.push(toRule(rest.slice(0, start), rest.slice(start + 1, end)))
    rest = rest.slice(end + 1)
  }
  return rules
}

function toRule(prelude: string, body: string): CssRule {
  const selectors = prelude.split(',').map((selector) => selector.trim())
  for (const selector of selectors) {
    if (!CUSTOM_CSS_PROPERTIES.has(selector)) throw classNotAllowed(selector)
  }
  const declarations = body.split(';').filter((text) => text.trim() !== '')
  return { selectors, declarations: declarations.map((text) => toDeclaration(text, selectors)) }
}

function toDeclaration(text: string, selectors: readonly string[]): readonly [string, string] {
  const colon = text.indexOf(':')
  if (colon < 0) throw malformed()
  const property = text.slice(0, colon).trim().toLowerCase()
  const { value, important } = withoutImportance(text.slice(colon + 1).trim())
  for (const selector of selectors) {
    if (!CUSTOM_CSS_PROPERTIES.get(selector)?.has(property)) throw propertyNotAllowed(property, selector)
    if (!isHarmless(value)) throw valueNotAllowed(property, selector)
  }
  return [property, important ? `${value} !important` : value]
}

function withoutImportance(value: string): { readonly value: string; readonly important: boolean } {
  const mark = value.lastIndexOf('!')
  const important =
    mark >= 0 &&
    value
      .slice(mark + 1)
      .trim()
      .toLowerCase() === 'important'
  return important ? { value: value.slice(0, mark).trim(), important } : { value, important }
}

function isHarmless(value: string): boolean {
  if (!VALUE.test(value)) return false
  const pieces = value.toLowerCase().split('(')
  return pieces.slice(0, -1).every((piece) => FUNCTIONS.has(lastWord(piece, SEPARATORS)))
}

const SEPARATORS = [' ', ',', '(', ')', '/']

function withoutComments(css: string): string {
  let text = ''
  let position = 0
  for (;;) {
    const start = css.indexOf('/*', position)
    if (start < 0) return text + css.slice(position)
    text += `${css.slice(position, start)} `
    const end = css.indexOf('*/', start + 2)
    if (end < 0) throw malformed()
    position = end + 2
  }
}
