import { ambientRooms, roomOf } from './rooms.ts'
import { isTest, type Source } from './source.ts'
import type { Token } from './tokens.ts'

/** A rule that looks at one file and returns what is wrong, one sentence each. */
export type FileRule = (source: Source) => string[]

/** Time, chance and environment are parameters. */
export const ambient: FileRule = (source) => {
  if (isTest(source.path) || ambientRooms.includes(roomOf(source.path)?.name ?? '')) return []
  return findings(source, 'asks for', (at) => {
    if (is(at, 'Date', '.', 'now')) return 'Date.now'
    if (is(at, 'new', 'Date', '(', ')')) return 'new Date()'
    if (is(at, 'Math', '.', 'random')) return 'Math.random'
    if (is(at, 'process', '.', 'env')) return 'process.env'
    return at[0]?.kind === 'word' && CHANCE.has(at[0].text) ? at[0].text : undefined
  })
}
const CHANCE = new Set(
  'randomBytes randomUUID randomInt randomFill randomFillSync getRandomValues'.split(' '),
)

/** SQL is written in the stores. Lower and upper case both count; a sentence that begins with Select doesn't. */
export const sqlOutsideStorage: FileRule = (source) => {
  if (!source.path.startsWith('src/') || source.path.startsWith('src/storage/') || isTest(source.path)) {
    return []
  }
  return findings(source, 'holds SQL:', ([token]) => {
    const isText = token?.kind === 'string' || token?.kind === 'template'
    return isText && isSql(token.text) ? token.text.trim().slice(0, 40) : undefined
  })
}
const SQL = new RegExp(
  `^\\s*(${[
    String.raw`select\s+(\*|[\w."$]+(\s*,|\s+from\b|\s*$)|\d|count\()`,
    String.raw`insert\s+into\s`,
    String.raw`update\s+\w+\s+set\b`,
    String.raw`delete\s+from\s`,
    String.raw`(create|alter|drop)\s+(table|(unique\s+)?index|schema)\b`,
  ].join('|')})`,
)

function isSql(text: string): boolean {
  const verb = text.trimStart().slice(0, 2)
  const sentence = verb !== verb.toLowerCase() && verb !== verb.toUpperCase()
  return !sentence && SQL.test(text.toLowerCase())
}

/** A file that only re-exports hides who needs what. */
export const barrels: FileRule = (source) => {
  if (!source.path.startsWith('src/') || !source.imports.some((imported) => imported.reExport)) return []
  const exportsSeen = source.tokens.filter((token) => token.kind === 'word' && token.text === 'export').length
  const passedOn = source.imports.filter((imported) => imported.reExport).length
  return exportsSeen === passedOn ? [`${source.path} only re-exports`] : []
}

/** A port of the domain describes what the domain needs of a store, and contains no code. */
export const portsAreTypes: FileRule = (source) => {
  if (!/^src\/domain\/(stores|.*-store)\.ts$/.test(source.path)) return []
  return findings(source, 'is a port with code:', ([token, next]) =>
    token?.text === 'export' && next !== undefined && !['interface', 'type'].includes(next.text)
      ? next.text
      : undefined,
  )
}

/** The kernel knows nothing of the rooms above it. */
export const kernelKnowsNothing: FileRule = (source) => {
  const word = source.path.startsWith('src/kernel/') ? /cognito|user ?pool/i.exec(source.text) : null
  return word === null ? [] : [`${source.path} says ${word[0]}`]
}

export const LINES_AT_MOST = 200
export const LINES_AIMED_AT = 150

export const tooLong: FileRule = (source) => {
  const lines = linesOf(source)
  return lines > LINES_AT_MOST ? [`${source.path} has ${lines} lines`] : []
}

export const FILES_AT_MOST = 25

/** Folders of the product with too many files; like lines, generated ones and tests do not count. */
export function crowdedFolders(sources: readonly Pick<Source, 'path'>[]): string[] {
  const files = new Map<string, number>()
  for (const { path } of sources) {
    if (!isCounted(path)) continue
    const folder = path.slice(0, path.lastIndexOf('/'))
    files.set(folder, (files.get(folder) ?? 0) + 1)
  }
  return [...files]
    .filter(([, count]) => count > FILES_AT_MOST)
    .map(([folder, count]) => `${folder} has ${count} files`)
}

const isCounted = (path: string): boolean =>
  path.startsWith('src/') && !path.includes('/generated/') && !isTest(path)

/** How long a file of the product is; generated ones and tests don't count. */
export function linesOf({ path, text }: Source): number {
  if (!isCounted(path)) return 0
  return text.trimEnd().split('\n').length
}

/** What `look` finds at each token, with its place. */
export function findings(
  source: Source,
  verb: string,
  look: (at: readonly Token[]) => string | undefined,
): string[] {
  return source.tokens.flatMap((token, i) => {
    const found = look(source.tokens.slice(i, i + 4))
    return found === undefined ? [] : [`${source.path}:${token.line} ${verb} ${found}`]
  })
}

/** Whether the code begins with these words and marks. */
export function is(tokens: readonly Token[], ...texts: string[]): boolean {
  return texts.every((text, i) => tokens[i]?.text === text && tokens[i]?.kind !== 'string')
}
