/**
 * Splits TypeScript source into tokens: just enough to distinguish code from comments and strings. It does not parse.
 * A quote that is not closed on its line counts as text (an apostrophe between JSX tags) and is skipped; the slash of a
 * closing JSX tag is a mark.
 */
export interface Token {
  readonly kind: 'word' | 'string' | 'template' | 'regex' | 'mark'
  /** Strings, templates and expressions come without their delimiters. */
  readonly text: string
  /** Of a regular expression. */
  readonly flags?: string
  readonly line: number
}

const WORD = /[\p{L}\p{N}_$#@]+/uy
const STRING = /'((?:[^'\\\n]|\\[\s\S])*)'|"((?:[^"\\\n]|\\[\s\S])*)"/y
const REGEX = /\/((?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([a-z]*)/y
const TEMPLATE_CHUNK = /((?:[^`\\$]|\\[\s\S]|\$(?!\{))*)(`|\$\{|$)/y
const SPACE_OR_COMMENT = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y

/** Words after which a slash opens a regular expression, although they are words. */
const BEFORE_EXPRESSION = new Set(
  'return typeof case in of delete void throw new else do instanceof yield await'.split(' '),
)

export function tokenize(source: string): Token[] {
  const tokens: Token[] = []
  /** For every open `${`, how many braces are open inside it. */
  const templates: number[] = []
  let at = source.startsWith('#!') ? source.indexOf('\n') : 0
  let line = 1

  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    return pattern.exec(source)
  }
  const advance = (length: number): void => {
    for (let i = at; i < at + length; i++) if (source[i] === '\n') line++
    at += length
  }
  const take = (kind: Token['kind'], text: string, length: number): void => {
    tokens.push({ kind, text, line })
    advance(length)
  }
  const takeTemplateChunk = (): void => {
    const chunk = match(TEMPLATE_CHUNK)
    if (chunk === null) throw new Error(`cannot read the template on line ${line}`)
    take('template', chunk[1] ?? '', chunk[0].length)
    if (chunk[2] === '${') templates.push(0)
  }

  while (at < source.length) {
    const character = source[at] ?? ''
    const space = match(SPACE_OR_COMMENT)
    if (space !== null) {
      advance(space[0].length)
      continue
    }
    const word = match(WORD)
    if (word !== null) {
      take('word', word[0], word[0].length)
      continue
    }
    const string = match(STRING)
    if (string !== null) {
      take('string', string[1] ?? string[2] ?? '', string[0].length)
      continue
    }
    if (character === '`') {
      advance(1)
      takeTemplateChunk()
      continue
    }
    const regex = character === '/' && opensExpression(tokens.at(-1)) ? match(REGEX) : null
    if (regex !== null) {
      tokens.push({ kind: 'regex', text: regex[1] ?? '', flags: regex[2] ?? '', line })
      advance(regex[0].length)
      continue
    }
    const depth = templates.at(-1)
    if (character === '}' && depth === 0) {
      templates.pop()
      advance(1)
      takeTemplateChunk()
      continue
    }
    if (depth !== undefined && character === '{') templates[templates.length - 1] = depth + 1
    if (depth !== undefined && character === '}') templates[templates.length - 1] = depth - 1
    take('mark', character, 1)
  }
  return tokens
}

function opensExpression(before: Token | undefined): boolean {
  if (before === undefined) return true
  if (before.kind === 'word') return BEFORE_EXPRESSION.has(before.text)
  return before.kind === 'mark' && !')]}<'.includes(before.text)
}
