// Every command that a document names, in a block or within a sentence, is one that the program has, options included.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { Command } from 'commander'
import { COMMANDS } from '../../src/cli/commands.ts'
import { textOf, trackedFiles } from '../architecture/file-rules.ts'

/** From the program's name to the end of the command: of the text in backticks, the line or the pipe. */
const INVOCATION =
  /(?:`|^ *|\$\(|-- )(?:npm run (?:--silent )?poolhouse --|npm start --|poolhouse|node bin\/poolhouse\.js) +([a-z-][^`\n|;&>]*)/gm

/** The invocations of a document, each in its words. Lines that are continued are joined, comments left out. */
function invocations(markdown: string): string[][] {
  const text = markdown.replace(/\\\n\s*/g, '')
  return [...text.matchAll(INVOCATION)].map(([all, rest = '']) => {
    const words = rest.replace(/ #.*$/, '').trim().split(/\s+/)
    return all.includes('npm start') ? ['serve', ...words] : words
  })
}

/** What the program does not know of an invocation; undefined if it knows everything. */
function unknownIn(program: Command, words: readonly string[]): string | undefined {
  let command = program
  for (const word of words) {
    if (word.startsWith('--')) {
      const [flag] = word.split('=')
      if (flag === '--help' || flag === '--') continue
      if (!command.options.some(({ long }) => long === flag)) return `${flag} of ${command.name()}`
      continue
    }
    const next = command.commands.find((it) => it.name() === word || it.aliases().includes(word))
    if (next) command = next
    else if (command.commands.length > 0) return `${word} of ${command.name()}`
  }
  return undefined
}

describe('the commands that documents name', () => {
  const program = new Command('poolhouse')
  before(async () => {
    for (const load of Object.values(COMMANDS)) (await load())(program)
  })

  test('are those of the program, with the options that they have', () => {
    const found = trackedFiles()
      .filter((path) => path.endsWith('.md') && path !== 'CHANGELOG.md')
      .flatMap((path) => invocations(textOf(path)).map((words) => ({ path, words })))
    assert.ok(found.length > 80)
    assert.deepEqual(
      found.flatMap(({ path, words }) => {
        const unknown = unknownIn(program, words)
        return unknown === undefined ? [] : [`${path}: ${words.join(' ')}: ${unknown}`]
      }),
      [],
    )
  })

  test('would be found out', () => {
    const text =
      'Use `poolhouse keys turn`, `poolhouse audit --until 1h` or:\n\n    poolhouse frobnicate\n    poolhouse backup \\\n      --hot x'
    assert.deepEqual(
      invocations(text).map((words) => unknownIn(program, words)),
      ['turn of keys', '--until of audit', 'frobnicate of poolhouse', '--hot of backup'],
    )
  })
})
