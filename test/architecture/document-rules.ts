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

/** What a document tells `npx` to run: it fetches packages that are not installed, whoever publishes them. */
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
