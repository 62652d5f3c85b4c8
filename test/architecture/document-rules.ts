import { posix } from 'node:path'

/** A file or folder of the repository in backticks, or the target of a relative link; placeholders don't count. */
const PATHS = /`((?:src|test|scripts|docs|bench|console|bin)\/[\w./-]*)`|\]\((?!\w+:|#)([^)#\s]+)[^)]*\)/g

/** Every path in a document that leads nowhere. */
export function lostPaths(path: string, markdown: string, exists: (path: string) => boolean): string[] {
  return [...markdown.matchAll(PATHS)].flatMap(([, named, linked]) => {
    const target = named ?? posix.join(posix.dirname(path), linked ?? '')
    return exists(target) ? [] : [`${path} names ${target}, which is not there`]
  })
}

/** A test that a document cites: `` `file.test.ts`: "title" ``. */
const WITNESS = /`([\w./-]+\.test\.ts)`: "([^"]+)"/g

/** Every cited test that does not exist: its file has no test of that title. */
export function lostWitnesses(path: string, markdown: string, textOf: (path: string) => string): string[] {
  return [...markdown.matchAll(WITNESS)].flatMap(([, file = '', title = '']) =>
    textOf(file).includes(`'${title}'`) ? [] : [`${path} calls "${title}" of ${file}, which is not there`],
  )
}

/** What a document runs by `npx`, which fetches packages that are not installed, from any publisher. */
export function unknownPackages(path: string, markdown: string, packages: ReadonlySet<string>): string[] {
  return [...markdown.matchAll(/\bnpx ([\w@/.-]+)/g)].flatMap(([, name = '']) =>
    packages.has(name) ? [] : [`${path} runs ${name} by npx, which is no package of ours`],
  )
}

/** A line of a shell block, or text in backticks, that begins with the command. */
const COMMAND = /(?:`|^ *|\$\()(?:npm run (?:--silent )?poolhouse --|poolhouse) +([a-z][a-z-]*)/gm

/** Every command that a document names but the program does not have. */
export function unknownCommands(path: string, markdown: string, commands: ReadonlySet<string>): string[] {
  return [...markdown.matchAll(COMMAND)].flatMap(([, name = '']) =>
    commands.has(name) ? [] : [`${path} names the command ${name}, which is not there`],
  )
}

/** The comment above a code block that names the test that runs it. */
const RUN_BY = /^<!-- run by (test\/[\w./-]+\.test\.ts): "([^"]+)" -->$/
/** Languages of blocks that nobody runs: text, and what a program prints. */
const SHOWN: ReadonlySet<string> = new Set(['text', 'json'])

export interface CodeBlock {
  readonly language: string
  readonly code: string
  /** The number of its first line. */
  readonly line: number
  /** The line above it that is not empty. */
  readonly above: string
  /** The paragraph above it. */
  readonly paragraph: string
}

/** The fenced code blocks of a document, also those within lists. */
export function codeBlocks(markdown: string): CodeBlock[] {
  return [...markdown.matchAll(/^( *)```(\w*)\n([\s\S]*?)^ *```$/gm)].map((match) => {
    const [, indent = '', language = '', text = ''] = match
    const before = markdown.slice(0, match.index).trimEnd()
    return {
      language,
      code: text.replace(new RegExp(`^${indent}`, 'gm'), ''),
      line: markdown.slice(0, match.index).split('\n').length,
      above: before.split('\n').at(-1)?.trim() ?? '',
      paragraph: before.split('\n\n').at(-1) ?? '',
    }
  })
}

/** The test that a block names as the one that runs it. */
export function runnerOf({
  above,
}: CodeBlock): { readonly file: string; readonly title: string } | undefined {
  const [, file, title] = RUN_BY.exec(above) ?? []
  return file === undefined || title === undefined ? undefined : { file, title }
}

const NOT_RUN = /\(not run by a\s+test\b/

/** Every code block that no test runs, unless the paragraph above it says so. */
export function unprovenBlocks(path: string, markdown: string, textOf: (path: string) => string): string[] {
  return codeBlocks(markdown).flatMap((block) => {
    if (SHOWN.has(block.language) || NOT_RUN.test(block.paragraph)) return []
    const at = `${path}:${block.line}`
    const runner = runnerOf(block)
    if (!runner) return [`${at} has code without a test that runs it, or "(not run by a test)" above it`]
    const test = textOf(runner.file)
    const runsIt = test.includes(`'${runner.title}'`) && test.includes(`'${posix.basename(path)}'`)
    return runsIt ? [] : [`${at} calls "${runner.title}" of ${runner.file}, which does not run it`]
  })
}
