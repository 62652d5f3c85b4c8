import { RE2JS } from 're2js'

/** A constraint's pattern, ready to match whole values in a time that grows no faster than their length. */
export interface Pattern {
  matches(text: string): boolean
  /** `native`: JavaScript's own engine, on a form proven linear; `re2`: an engine that is linear by construction. */
  engine: 'native' | 're2'
}

/** One for each pattern of the model. */
const compiled = new Map<string, Pattern>()

/** The pattern as Java reads it (`\w`, `\s` and `.` know ASCII and Java's line ends), compiled once. */
export function patternOf(source: string): Pattern {
  let pattern = compiled.get(source)
  if (pattern === undefined) {
    pattern = compile(source)
    compiled.set(source, pattern)
  }
  return pattern
}

function compile(source: string): Pattern {
  const common = inCommonDialect(source)
  if (isLinearWhenBacktracking(source)) {
    const expression = new RegExp(`^(?:${common})$`, 'u')
    return { engine: 'native', matches: (text) => expression.test(text) }
  }
  const expression = RE2JS.compile(common, common.includes('(?<') ? RE2JS.LOOKBEHINDS : 0)
  return { engine: 're2', matches: (text) => expression.testExact(text) }
}

/**
 * Whether a backtracking engine needs at most a constant number of steps per character. Two forms are proven: one
 * character class under one quantifier (giving a character back never lets the rest match, and there is no rest),
 * and a pattern without unbounded repetition (it looks at a bounded number of characters, whatever the value).
 */
function isLinearWhenBacktracking(source: string): boolean {
  const skeleton = source.replace(/\\p\{\w+\}|\\./g, 'x').replace(/\[[^[\]]*\]/g, 'x')
  return /^\^?x[+*]\$?$/.test(skeleton) || !/[+*.]|\{\d+,\}|\(\?[^:]/.test(skeleton)
}

// What `\s` is in Java, where JavaScript counts all of Unicode's spaces and RE2 leaves out the vertical tab.
const SPACE = ' \\t\\n\\x0B\\f\\r'
const ANY_BUT_LINE_END = '[^\\n\\r\u0085\u2028\u2029]'

/** Rewrites Java's meaning into a form that JavaScript (flag u) and RE2 understand alike. */
function inCommonDialect(source: string): string {
  const dotMatchesAll = source.startsWith('(?s)')
  return source.replace(/\\p\{\w+\}|\\.|\[(?:\\.|[^[\]\\])*\]|\./g, (token) => {
    if (token === '.') return dotMatchesAll ? '.' : ANY_BUT_LINE_END
    if (token === '\\s') return `[${SPACE}]`
    if (token === '[\\S]' || token === '\\S') return `[^${SPACE}]`
    if (token.includes('\\S')) throw new Error(`no translation for the pattern ${source}`)
    return token.startsWith('[') ? token.replaceAll('\\s', SPACE) : token
  })
}
